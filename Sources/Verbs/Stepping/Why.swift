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
  package static let records: [any ReplyRecord.Type] = [AttemptRecord<AttemptExplained>.self]
  package static let effects: Set<VerbEffect> = []
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
    let taskID = try await context.session.experiment().taskID
    let record = try await AttemptRecord<AttemptExplained>(
      attempt, in: context.session, of: taskID)
    reply.records = [record.with(verdict, try await context.session.candidate(of: attempt))]
    return reply
  }
}
