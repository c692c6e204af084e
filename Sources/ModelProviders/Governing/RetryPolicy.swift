import Experiments

/// Decides whether a failed try is made again, and after how long; does no I/O.
///
/// Only what was not answered is sent again: a connection refused or reset before the first byte, and a
/// server that says not now (429, 502, 503, 529). Never after any piece of an answer, never after a
/// timeout, never after another status. A try whose request was sent may have cost something all the
/// same: another one follows only while the budget covers it too.
///
/// The wait before try `n + 2`, n from 0, is `min(2 s, 0.25 s * 2^n) * (1 + jitter / 2)` with jitter in
/// `[0, 1)`, and at least what the server asked for (`Retry-After`):
///
/// | n | jitter 0 | jitter 0.5 | jitter 0.5, Retry-After 3 s |
/// |---|---|---|---|
/// | 0 | 0.25 s | 0.3125 s | 3.0625 s |
/// | 1 | 0.5 s | 0.625 s | 3.125 s |
/// | 3 | 2 s | 2.5 s | 3.5 s |
/// | 9 | 2 s | 2.5 s | 3.5 s |
struct RetryPolicy: Sendable, Hashable {
  /// What to do after a failed try.
  enum Decision: Sendable, Hashable {
    case wait(Duration)
    /// Ends the call; `because` says why when the fault itself would allow another try.
    case giveUp(because: String?)
  }

  /// How many tries may follow the first.
  var retries: Int
  /// How many tries a budget covers; nil without a limit.
  var affordable: Int?
  /// The first wait; the longest is eight times as long.
  var firstWait: Duration = .milliseconds(250)

  /// What to do after a failed try that `retriesMade` others followed the first, from 0.
  ///
  /// `lost` tries, this one included, may have cost something. `hasAnswer` tells whether any text or
  /// reasoning has come, `remaining` what is left of the call's deadline; `jitter` is in `[0, 1)`.
  func decision(
    after error: ProviderError, retriesMade: Int, lost: Int = 0, hasAnswer: Bool,
    remaining: Duration, jitter: Double
  ) -> Decision {
    guard !hasAnswer, Self.isSafe(error), retries > 0 else { return .giveUp(because: nil) }
    guard retriesMade < retries else {
      return .giveUp(because: "\(retriesMade + 1) tries failed")
    }
    if let affordable, lost >= affordable {
      return .giveUp(because: "it may have cost something, and nothing is left for another try")
    }
    let backoff = firstWait * (1 << min(retriesMade, 3))
    let spread = backoff * (jitter / 2)
    let wait = max(backoff + spread, error.retryAfter.map { $0 + spread } ?? .zero)
    guard wait < remaining else { return .giveUp(because: Self.late(error.retryAfter, remaining)) }
    return .wait(wait)
  }

  /// Whether sending the request again can neither be answered twice nor be refused for the same
  /// reason at once.
  static func isSafe(_ error: ProviderError) -> Bool {
    switch error.code {
    case .unreachable, .unanswered, .rateLimited, .overloaded: true
    case .serverError: error.httpStatus == 502
    default: false
    }
  }

  private static func late(_ retryAfter: Duration?, _ remaining: Duration) -> String {
    let left = "\(max(.zero, remaining).inWholeSeconds) left of the deadline"
    guard let retryAfter, retryAfter >= remaining else { return "too little time, \(left)" }
    return "it asks to wait \(retryAfter.inWholeSeconds), longer than the \(left)"
  }
}

extension Duration {
  /// Rounded to seconds, up from below one: `28 s`.
  var inWholeSeconds: String {
    let seconds = Double(components.seconds) + Double(components.attoseconds) / 1e18
    return "\(Int(seconds < 1 ? seconds.rounded(.up) : seconds.rounded())) s"
  }

  /// In milliseconds, rounded.
  var inMilliseconds: Int { Int((self / .milliseconds(1)).rounded()) }
}
