import Experiments
import Presentation
import Runs

/// What is said about attempts and their stages.
enum AttemptReply {
  /// One attempt as `step` shows it: address, verdict, where the code was found, the notes.
  ///
  /// `trend` is given for one of many: then a bar and a sparkline show how they go.
  ///
  /// - Throws: `StoreError`, `EventError`.
  static func made(
    _ made: MadeAttempt, in session: OpenSession, before: Attempt?,
    trend: [(passed: Int, total: Int)] = []
  ) async throws -> Reply {
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
    let record = try await AttemptRecord<AttemptMade>(attempt, in: session, of: made.place.taskID)
    var reply = Reply(line, record: record.with(verdict, candidate))
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

  /// A failure of a server or the sandbox: what, why, what to try.
  static func infra(_ failure: InfraFailed) -> WorkbenchError {
    let kept = failure.partial == nil ? "recorded" : "recorded with what had come of the answer"
    return WorkbenchError(
      "\(failure.endpoint): \(failure.message); \(kept), not counted as an attempt",
      hint: failure.suggestion,
      kind: failure.stage == "completion" ? .provider : .failed)
  }
}
