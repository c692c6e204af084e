package import ArgumentParser
import Experiments

/// `test [@n]`: the tests again, on code that was judged before.
package struct TestAgain: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run an attempt's tests again; the attempt itself stays as it was.",
    discussion: "The same code with another verdict is reported as flaky.")
  package static let group = VerbGroup.stepping
  package static let requires = [Requirement.problem, .attempt]
  package static let examples = ["test", "test @2"]
  package static let completions = [ArgumentCompletion.node]

  @Argument(help: "The attempt; the head when left out.") package var node: String = "@"

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let attempt = try await context.workspace.attempt(at: node)
    await context.observe(.testing)
    let (verdict, differs) = try await context.workspace.retest(attempt)
    var line: StyledText = "\("@\(attempt.number)", .address) "
    line += AttemptReply.headline(verdict)
    line +=
      differs
      ? StyledText(
        "  flaky: it was \(attempt.outcome.rawValue) \(attempt.passed)/\(attempt.total)", .warning)
      : StyledText("  as before", .dim)
    return Reply(
      line,
      record: [
        "event": "retest", "node": .string("@\(attempt.number)"),
        "outcome": .string(verdict.outcome.rawValue), "passed": .integer(verdict.passed),
        "total": .integer(verdict.total), "differs": .bool(differs),
      ])
  }
}
