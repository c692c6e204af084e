package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `diff A B`: what changed between two attempts.
package struct Diff: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "What changed between two attempts: code, verdict and prompt.",
    discussion:
      "With one address it compares that attempt with the head; with none, the head's parent with the head."
  )
  package static let group = VerbGroup.history
  package static let records: [any ReplyRecord.Type] = [DiffRecord.self, VerdictDiffRecord.self]
  package static let effects: Set<VerbEffect> = []
  package static let seeAlso = ["why", "list", "prompt", "tree"]
  package static let aliases = ["d"]
  package static let requires = [Requirement.problem, .attempt]
  package static let examples = ["diff @2 @4", "diff @2", "diff @1 @3 --prompt"]
  package static let completions = [ArgumentCompletion.node, .node]

  @Argument(help: "The attempt before.") package var old: String?
  @Argument(help: "The attempt after; the head when left out.") package var new: String = "@"
  @Flag(help: "Show how the prompts differ, line by line.") package var prompt = false

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let after = try await session.attempt(at: new)
    guard old != nil || after.parent > 0 else {
      throw WorkbenchError(
        "@\(after.number) has no attempt before it",
        hint: "step makes another attempt, and diff compares the two")
    }
    let before = try await session.attempt(at: old ?? "@\(after.parent)")
    let comparison = try await AttemptComparison(old: before, new: after, in: session)
    var reply = comparison.reply()
    if prompt { reply.add(comparison.promptReply()) }
    return reply
  }
}
