package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `test [@n] [--repeat N]`: the tests again, on code that was judged before.
package struct TestVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run an attempt's tests again; the attempt itself stays as it was.",
    discussion: """
      The same code with another verdict is reported as flaky; --repeat looks for it. Every run is \
      kept in the session.
      """)
  package static let group = VerbGroup.stepping
  package static let records: [any ReplyRecord.Type] = [RunAgainRecord<Retested>.self]
  package static let effects: Set<VerbEffect> = [.changesSession, .startsPrograms]
  package static let seeAlso = ["why", "retry", "replay", "sandbox"]
  package static let requires = [Requirement.problem, .attempt]
  package static let examples = ["test", "test @2", "test @2 --repeat 20"]
  package static let completions = [ArgumentCompletion.node]

  @Argument(help: "The attempt; the head when left out.") package var node: String = "@"
  @Option(name: .customLong("repeat"), help: "Runs, 1 to 1000.") package var count = 1

  package init() {}

  package func validate() throws {
    guard (1...1000).contains(count) else {
      throw ValidationError("--repeat takes 1 to 1000, not \(count)")
    }
  }

  package func run(in context: VerbContext) async throws -> Reply {
    let attempt = try await context.session.attempt(at: node)
    let taskID = try await context.session.experiment().taskID
    var runs: [(verdict: Verdict, differs: Bool)] = []
    for _ in 0..<count {
      await context.observe(.testing)
      runs.append(try await context.session.retest(attempt, of: taskID))
    }
    guard count == 1 else { return summary(runs, attempt) }
    return reply(runs[0], attempt, code: try await context.session.code(of: attempt))
  }

  private func reply(
    _ run: (verdict: Verdict, differs: Bool), _ attempt: Attempt, code: String?
  ) -> Reply {
    var line: StyledText = "\("@\(attempt.number)", .address) "
    line += AttemptReply.headline(run.verdict)
    line +=
      run.differs
      ? StyledText("  flaky: it was \(Self.was(attempt))", .warning)
      : StyledText("  as before", .dim)
    var reply = Reply(line, record: record(run, attempt))
    if run.verdict.outcome != .pass {
      reply.add(VerdictText.why(run.verdict, code: code))
    } else if let hint = UndefinedNamesText.line(run.verdict) {
      reply.add(hint.indented())
    }
    return reply
  }

  private func summary(_ runs: [(verdict: Verdict, differs: Bool)], _ attempt: Attempt) -> Reply {
    let differing = runs.filter(\.differs)
    let passes = runs.count { $0.verdict.outcome == .pass }
    var line: StyledText = "\("@\(attempt.number)", .address) \(runs.count) runs · \(passes) pass"
    line +=
      differing.isEmpty
      ? StyledText("  all as before", .dim)
      : StyledText(
        "  flaky: \(differing.count) differ from \(Self.was(attempt))", .warning)
    var reply = Reply(line)
    if let other = differing.first {
      reply.add("   \(AttemptReply.headline(other.verdict))")
    }
    reply.records = runs.map { record($0, attempt) }
    return reply
  }

  private static func was(_ attempt: Attempt) -> String {
    "\(attempt.outcome.rawValue) \(attempt.passed)/\(attempt.total)"
  }

  private func record(
    _ run: (verdict: Verdict, differs: Bool), _ attempt: Attempt
  ) -> RunAgainRecord<Retested> {
    RunAgainRecord(attempt, run.verdict, differs: run.differs)
  }
}
