import Experiments

/// The review that the simulator writes: what failed, how it looks, and what to do.
struct SimulatedReview: Sendable {
  let entryPoint: String
  let verdict: Verdict?

  /// Four parts, in Markdown.
  var text: String {
    let finding = verdict.map(ReviewFinding.init) ?? ReviewFinding.none
    return """
      ## Diagnosis

      \(finding.what) It looks like this kind of fault: \(finding.kind).

      ## Strategy

      \(finding.strategy)

      ## Test criteria

      \(criteria)

      ## Next step

      \(finding.nextStep)

      """
  }

  private var criteria: String {
    let held = verdict.map { "\($0.passed) of \($0.total) assertions hold now; none may be lost. " }
    guard let failure = verdict?.failures.first else {
      return (held ?? "") + "`\(entryPoint)` must load and return a value for every example."
    }
    return (held ?? "") + "`\(failure.expression)` must hold."
  }
}

/// What a verdict tells about the fault.
struct ReviewFinding: Sendable, Hashable {
  /// The failing assertion or the error, with its values.
  var what: String
  /// The kind of fault in words.
  var kind: String
  var strategy: String
  var nextStep: String

  static let none = ReviewFinding(
    what: "No attempt has failed yet.", kind: "none seen",
    strategy: "Work through the examples of the description one by one.",
    nextStep: "Write the plainest version that meets the first example.")

  private init(what: String, kind: String, strategy: String, nextStep: String) {
    self.what = what
    self.kind = kind
    self.strategy = strategy
    self.nextStep = nextStep
  }

  init(_ verdict: Verdict) {
    what = Self.what(verdict)
    kind = Self.kind(verdict)
    strategy = Self.strategy(verdict.outcome)
    nextStep =
      verdict.failures.first.map { "Trace `\($0.call ?? $0.expression)` by hand, line by line." }
      ?? "Run the code on the first example of the description."
  }

  private static func what(_ verdict: Verdict) -> String {
    if let failure = verdict.failures.first {
      let expected = failure.expected.map { ", expected \($0)" } ?? ""
      let got = failure.got.map { ", got \($0)" } ?? ""
      let said = failure.message.isEmpty ? "" : " (\(failure.message))"
      return "The assertion `\(failure.expression)` fails\(expected)\(got)\(said)."
    }
    if let exception = verdict.exception {
      return "The code raises \(exception.type): \(exception.message)."
    }
    let reason = verdict.message.isEmpty ? "" : ": \(verdict.message)"
    return "The attempt ended as \(verdict.outcome.rawValue)\(reason)."
  }

  private static func kind(_ verdict: Verdict) -> String {
    switch verdict.outcome {
    case .wrong: wrongKind(verdict.failures.first)
    case .exception: verdict.exception?.type ?? "an exception"
    case .syntax: "a syntax error"
    case .timeout: "a loop that does not end, or far too slow"
    case .noCode, .noEntry: "an answer without the function"
    default: verdict.outcome.rawValue
    }
  }

  private static func wrongKind(_ failure: AssertionFailure?) -> String {
    guard let expected = failure?.expected, let got = failure?.got else { return "a wrong result" }
    if got == "None" { return "a missing return" }
    if let wanted = Int(expected), let found = Int(got) {
      return abs(wanted.subtractingReportingOverflow(found).partialValue) == 1
        ? "off by one" : "a wrong computation"
    }
    if [expected, got].allSatisfy({ $0 == "True" || $0 == "False" }) { return "a wrong condition" }
    if expected.first != got.first { return "a wrong return type" }
    return ["[]", "''", "()", "{}", "0"].contains(expected)
      ? "a missed edge case" : "a wrong result"
  }

  private static func strategy(_ outcome: Outcome) -> String {
    switch outcome {
    case .timeout: "Make sure that every loop moves towards its end; count its rounds."
    case .syntax: "Write the function anew, short lines, every bracket and colon in place."
    case .exception: "Check each index, name and attribute before the line that raises."
    case .noCode, .noEntry: "Answer with the complete function in one code block and no more."
    default: "Compare bounds, comparisons and the type of the result with the description."
    }
  }
}
