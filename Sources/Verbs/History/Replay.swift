package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `replay A..B`: recorded answers through today's extraction and tests.
package struct Replay: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Go through recorded attempts again: same answers, tests run anew. Costs nothing.",
    discussion: """
      Stops at the first divergence: a request that does not have its hash any more, other code read \
      from the same answer, or another verdict on the same code (flaky).
      """)
  package static let group = VerbGroup.history
  package static let seeAlso = ["rerun", "test", "session"]
  package static let requires = [Requirement.problem, .attempt]
  package static let examples = ["replay @1..@4", "replay"]

  package static let completions = [ArgumentCompletion.range]

  @Argument(help: "A range such as @1..@4; the whole path to the head when left out.")
  package var range: String?

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let workspace = context.workspace
    let experiment = try await workspace.experiment()
    let attempts = try Address.range(range ?? "@0..@", in: experiment)
    for attempt in attempts {
      try Task.checkCancellation()
      guard try await workspace.isRequestIntact(of: attempt) else {
        throw WorkbenchError(
          "diverges at @\(attempt.number): its recorded request does not have its hash",
          hint: "session verify")
      }
      await context.observe(.testing)
      let (verdict, differs) = try await workspace.replay(attempt)
      var line: StyledText = "\("@\(attempt.number)", .address) "
      line += AttemptReply.headline(verdict)
      line += StyledText(
        differs ? "  flaky: another verdict on the same code" : "  as recorded",
        differs ? .warning : .dim)
      await context.emit(
        Reply(
          line,
          record: [
            "event": "replayed", "node": .string("@\(attempt.number)"),
            "outcome": .string(verdict.outcome.rawValue), "differs": .bool(differs),
          ]))
      if differs {
        throw WorkbenchError("diverges at @\(attempt.number): the candidate is flaky")
      }
    }
    return Reply("\(Numbers.plural(attempts.count, "attempt")) replayed, no divergence")
  }
}
