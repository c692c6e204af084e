extension PromptValues {
  /// Describes a failed verdict as far as `level` allows.
  mutating func describe(_ verdict: Verdict, level: FeedbackLevel) {
    guard level > .none else { return }
    set(.outcome, level >= .class ? verdict.outcome.rawValue : "failed")
    if level >= .class { set(.failureClass, verdict.exception?.type) }
    guard level >= .message else { return }
    if verdict.total > 0 {
      set(.passed, verdict.passed)
      set(.total, verdict.total)
    }
    set(.failureMessage, Self.message(of: verdict))
    set(
      .assertions,
      verdict.failures.prefix(level.assertionLimit).map { failure in
        var values = PromptValues()
        values.set(.expression, failure.expression)
        values.set(.call, failure.call)
        values.set(.expected, failure.expected)
        values.set(.got, failure.got)
        values.set(.message, failure.message)
        return values
      })
    if level >= .trace { set(.trace, verdict.exception.map(Self.trace)) }
  }

  private static func message(of verdict: Verdict) -> String? {
    guard let exception = verdict.exception else {
      return verdict.message.isEmpty ? nil : verdict.message
    }
    let place = exception.frames.last.map { " (line \($0.line): \($0.source))" } ?? ""
    return "\(exception.type): \(exception.message)\(place)"
  }

  private static func trace(_ exception: ExceptionReport) -> String {
    let frames = exception.frames.map { "  line \($0.line), in \($0.function)\n    \($0.source)" }
    return (frames + ["\(exception.type): \(exception.message)"]).joined(separator: "\n")
  }
}
