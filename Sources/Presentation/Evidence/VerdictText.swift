package import Experiments

/// Verdicts in words: one line for `step`, the whole story for `why`.
package enum VerdictText {
  private static let detailWidth = 60
  private static let lineWidth = 200

  /// One line: the mark, the counts, the outcome and what is most worth knowing.
  ///
  /// Such as `✓ 9/9`, `✗ 5/7 wrong  f(3) gave 4, not 5`, `✗ 0/7 timeout  2.3 s CPU`.
  package static func headline(_ verdict: Verdict) -> StyledText {
    let isPass = verdict.outcome == .pass
    var line = StyledText(isPass ? "✓" : "✗", isPass ? .good : .bad)
    if verdict.total > 0 { line += "\(" \(verdict.passed)/\(verdict.total)", .strong)" }
    guard !isPass else { return line }
    line += " \(verdict.outcome.rawValue)"
    let detail = DisplayText.oneLine(detail(of: verdict), width: detailWidth)
    return detail.isEmpty ? line : line + StyledText("  " + detail, .dim)
  }

  /// Why an attempt ended as it did, with the values and lines that show it.
  ///
  /// `code` is the candidate that was run; without it, frames show the line they hold themselves.
  package static func why(_ verdict: Verdict, code: String? = nil) -> [StyledText] {
    opening(verdict) + evidence(verdict, code: code) + hint(verdict) + closing(verdict)
      + printed(verdict)
  }

  private static func detail(of verdict: Verdict) -> String {
    if let exception = verdict.exception {
      return exception.message.isEmpty
        ? exception.type : "\(exception.type): \(exception.message)"
    }
    guard verdict.outcome == .wrong, let failure = verdict.failures.first else {
      return verdict.message
    }
    guard let call = failure.call, let got = failure.got else { return failure.expression }
    return "\(call) gave \(got)" + (failure.expected.map { ", not \($0)" } ?? "")
  }

  private static func opening(_ verdict: Verdict) -> [StyledText] {
    switch verdict.outcome {
    case .wrong: wrongOpening(verdict)
    case .exception, .syntax: exceptionOpening(verdict)
    default: plainOpening(verdict)
    }
  }

  private static func wrongOpening(_ verdict: Verdict) -> [StyledText] {
    guard let failure = verdict.failures.first else { return plainOpening(verdict) }
    let place = verdict.total > 0 ? " \(failure.index + 1) of \(verdict.total)" : ""
    return [StyledText("assertion\(place) does not hold", .bad)]
  }

  private static func exceptionOpening(_ verdict: Verdict) -> [StyledText] {
    guard let exception = verdict.exception else { return plainOpening(verdict) }
    let message = DisplayText.oneLine(exception.message, width: lineWidth)
    var line = StyledText(exception.type, .bad)
    if !message.isEmpty { line += ": \(message)" }
    if verdict.phase == "load", verdict.outcome == .exception {
      line += StyledText("  while loading, before any test", .dim)
    }
    return [line]
  }

  private static func plainOpening(_ verdict: Verdict) -> [StyledText] {
    let style: Style = verdict.outcome == .pass ? .good : .bad
    var lines = [StyledText(verdict.outcome.explanation, style)]
    if !verdict.message.isEmpty {
      lines.append("  " + StyledText(DisplayText.oneLine(verdict.message, width: lineWidth)))
    }
    return lines
  }

  private static func evidence(_ verdict: Verdict, code: String?) -> [StyledText] {
    let failure = verdict.failures.first.map(FailureText.lines) ?? []
    let trace = verdict.exception.map {
      ExceptionText.lines($0, outcome: verdict.outcome, code: code)
    }
    return (failure + (trace ?? [])).map { $0.indented() }
  }

  private static func hint(_ verdict: Verdict) -> [StyledText] {
    UndefinedNamesText.line(verdict).map { [$0.indented()] } ?? []
  }

  /// How the other assertions stand, and the limits' own numbers where one was met.
  private static func closing(_ verdict: Verdict) -> [StyledText] {
    var lines: [StyledText] = []
    if let counts = AssertionCounts(verdict).sentence {
      lines.append(StyledText("  " + counts, .dim))
    }
    if verdict.proof == .sameProcess {
      lines.append(StyledText("  no proof: the tests ran in the candidate's process", .dim))
    }
    let cpu = Numbers.duration(ms: verdict.cpuMs)
    let wall = Numbers.duration(ms: verdict.wallMs)
    switch verdict.outcome {
    case .timeout: lines.append(StyledText("  used \(cpu) CPU in \(wall)", .dim))
    case .memory, .crash:
      let peak = Numbers.bytes(verdict.peakMemoryBytes)
      lines.append(StyledText("  peak memory \(peak), \(cpu) CPU", .dim))
    default: break
    }
    return lines
  }

  /// The last lines the candidate printed: often its own debugging.
  private static func printed(_ verdict: Verdict) -> [StyledText] {
    let lines = TextLine.split(verdict.output).map(\.text)
    guard !lines.isEmpty, verdict.outcome != .pass else { return [] }
    let shown = lines.suffix(5)
    let title = lines.count > shown.count ? "  printed, at the end:" : "  printed:"
    return [StyledText(title, .dim)] + shown.map { StyledText("    " + $0, .dim) }
  }
}

/// How many assertions held, failed, raised and were never reached.
private struct AssertionCounts {
  private let verdict: Verdict

  init(_ verdict: Verdict) {
    self.verdict = verdict
  }

  /// Such as `5 hold, 2 fail, 1 not reached`; nil when there is nothing to count.
  var sentence: String? {
    guard verdict.total > 0, verdict.outcome != .pass else { return nil }
    if verdict.split == "first-failure" {
      return "only the first failure of \(Numbers.plural(verdict.total, "assertion")) is known"
    }
    let parts = [
      ("p", "holds", "hold"), ("f", "fails", "fail"), ("e", "raises", "raise"),
      ("n", "not reached", "not reached"),
    ].compactMap { letter, one, several -> String? in
      let count = verdict.results.count { String($0) == letter }
      return count == 0 ? nil : "\(Numbers.count(count)) \(count == 1 ? one : several)"
    }
    return parts.isEmpty ? nil : "assertions: " + parts.joined(separator: ", ")
  }
}
