package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `why [@n]`: the evidence of a verdict.
package struct Why: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Show why an attempt failed: the assertion, the call, expected and got, the line.")
  package static let group = VerbGroup.stepping
  package static let seeAlso = ["list", "test", "diff", "feedback"]
  package static let aliases = ["w"]
  package static let requires = [Requirement.problem, .attempt]
  package static let examples = ["why", "why @2", "step --anyway; why _"]
  package static let completions = [ArgumentCompletion.node]

  @Argument(help: "The attempt; the head when left out.") package var node: String = "@"

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let attempt = try await context.session.attempt(at: node)
    let verdict = try await context.session.verdict(of: attempt)
    let code = try await context.session.code(of: attempt)
    var reply = Reply()
    reply.add("\("@\(attempt.number)", .address) \(AttemptReply.headline(verdict))")
    reply.add(VerdictText.why(verdict, code: code))
    reply.records = [AttemptReply.record(attempt, verdict, event: "why")]
    return reply
  }
}
