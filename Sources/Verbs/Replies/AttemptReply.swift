import CanonicalJSON
import Experiments
import Presentation
import Runs

/// What is said about attempts and their stages.
enum AttemptReply {
  /// One attempt as `step` shows it: address, verdict, where the code was found, the notes.
  ///
  /// `trend` is given for one of many: then a bar and a sparkline show how they go.
  static func made(
    _ made: MadeAttempt, before: Attempt?,
    trend: [(passed: Int, total: Int)] = []
  ) -> Reply {
    let (attempt, verdict, candidate) = (made.attempt, made.verdict, made.candidate)
    var line: StyledText = "\("@\(attempt.number)", .address) "
    line += headline(verdict, withBar: !trend.isEmpty)
    if trend.count > 1 {
      line += StyledText("  \(Sparkline.draw(trend.suffix(mostBars)))", .dim)
    }
    if attempt.isByHand {
      line +=
        "  by hand\(candidate.linesChanged.map { " (\(Numbers.plural($0, "line")) changed)" } ?? "")"
    } else {
      line += source(of: candidate)
    }
    if let before, before.total == attempt.total, attempt.passed != before.passed {
      let change = attempt.passed - before.passed
      line += StyledText("  \(change > 0 ? "+" : "")\(change)", change > 0 ? .good : .bad)
    }
    if !trend.isEmpty, let answer = answer(of: attempt) { line += StyledText("  \(answer)", .dim) }
    var reply = Reply(line, record: record(attempt, verdict, candidate))
    if let hint = UndefinedNamesText.line(verdict) { reply.add(hint.indented()) }
    return reply
  }

  /// What the answer took, of one of many: `231 tok $0.0018`.
  private static func answer(of attempt: Attempt) -> String? {
    guard let tokens = attempt.outputTokens else { return nil }
    let cost = attempt.cost.map { $0 == .zero ? "" : " \($0)" } ?? " unpriced"
    return "\(Numbers.count(tokens)) tok\(cost)"
  }

  /// Results that a sparkline holds at most, the last ones.
  private static let mostBars = 24

  /// The mark, the counts and the outcome: `✗ 5/7 wrong`.
  static func headline(_ verdict: Verdict, withBar: Bool = false) -> StyledText {
    let mark = verdict.outcome == .pass ? "✓" : "✗"
    let style: Style = verdict.outcome == .pass ? .good : .bad
    var text = StyledText(mark, style)
    if verdict.total > 0 {
      let counts =
        withBar
        ? Bar.draw(passed: verdict.passed, total: verdict.total)
        : "\(verdict.passed)/\(verdict.total)"
      text += StyledText(" \(counts)", style)
    }
    if verdict.outcome != .pass { text += "  \(verdict.outcome.rawValue)" }
    if verdict.outcome == .exception, let exception = verdict.exception {
      text += " \(exception.type)"
    }
    if verdict.outcome == .timeout, !verdict.message.isEmpty {
      text += StyledText("  \(verdict.message)", .dim)
    }
    return text
  }

  private static func source(of candidate: CandidateExtracted) -> StyledText {
    let parts = [candidate.origin] + candidate.notes
    return StyledText("   \(parts.joined(separator: ", "))", .dim)
  }

  /// The machine's view of an attempt.
  static func record(
    _ attempt: Attempt, _ verdict: Verdict, _ candidate: CandidateExtracted? = nil,
    event: String = "verdict"
  ) -> JSONValue {
    var members: [String: JSONValue] = [
      "event": .string(event), "node": .string("@\(attempt.number)"),
      "parent": .string("@\(attempt.parent)"), "outcome": .string(verdict.outcome.rawValue),
      "passed": .integer(verdict.passed), "total": .integer(verdict.total),
      "results": .string(verdict.results), "model": .string(attempt.model),
      "byHand": .bool(attempt.isByHand), "exposure": .string(attempt.exposure.rawValue),
      "modelMs": .integer(attempt.modelMs), "testMs": .integer(attempt.testMs),
    ]
    members["outputTokens"] = attempt.outputTokens.map(JSONValue.integer)
    members["costNanoUSD"] = attempt.cost.map { .integer($0.nanoUSD) }
    members["spec"] = attempt.spec.map { .string("s\($0)") }
    members["candidate"] = candidate.map { .string($0.origin) }
    if !attempt.guidance.isEmpty {
      members["guidance"] = .array(attempt.guidance.map { .string("g\($0)") })
    }
    if let failure = verdict.failures.first, let json = try? JSONValue(encoding: failure) {
      members["failure"] = json
    }
    members["undefinedNames"] = verdict.undefinedNames.flatMap { try? JSONValue(encoding: $0) }
    members["python"] = verdict.python.isEmpty ? nil : .string(verdict.python)
    members["pythonHash"] = verdict.pythonHash.map(JSONValue.string)
    if !verdict.message.isEmpty { members["message"] = .string(verdict.message) }
    return .object(members)
  }

  /// A failure of a server or the sandbox: what, why, what to try.
  static func infra(_ failure: InfraFailed) -> WorkbenchError {
    let kept = failure.partial == nil ? "recorded" : "recorded with what had come of the answer"
    return WorkbenchError(
      "\(failure.endpoint): \(failure.message); \(kept), not counted as an attempt",
      hint: failure.suggestion,
      kind: failure.stage == "completion" ? .provider : .failed)
  }
}
