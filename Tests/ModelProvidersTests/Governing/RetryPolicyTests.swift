import Experiments
import NIOHTTP1
import TestKit
import Testing

@testable import ModelProviders

@Suite struct RetryPolicyTests {
  private static func error(
    _ code: ProviderError.Code, status: Int? = nil, retryAfter: Duration? = nil
  ) -> ProviderError {
    ProviderError(
      code: code, endpoint: "e", message: "m", suggestion: nil, httpStatus: status,
      retryAfter: retryAfter)
  }

  private static func decision(
    _ error: ProviderError, retries: Int = 3, made: Int = 0, hasAnswer: Bool = false,
    remaining: Duration = .seconds(300), jitter: Double = 0
  ) -> RetryPolicy.Decision {
    RetryPolicy(retries: retries).decision(
      after: error, retriesMade: made, hasAnswer: hasAnswer, remaining: remaining, jitter: jitter)
  }

  private static let safe = [
    error(.unreachable), error(.unanswered), error(.rateLimited, status: 429),
    error(.overloaded, status: 503),
    error(.overloaded, status: 529), error(.serverError, status: 502),
  ]

  @Test(arguments: safe)
  func `what cannot have been answered is tried again`(error: ProviderError) {
    #expect(Self.decision(error) == .wait(.milliseconds(250)))
  }

  @Test(arguments: safe)
  func `nothing is tried again after a piece of an answer`(error: ProviderError) {
    #expect(Self.decision(error, hasAnswer: true) == .giveUp(because: nil))
  }

  @Test(arguments: [
    error(.timeout), error(.modelNotFound, status: 404), error(.keyRefused, status: 401),
    error(.serverError, status: 500), error(.serverError, status: 504), error(.serverError),
    error(.badResponse), error(.badRequest, status: 400), error(.contextExceeded, status: 413),
    error(.brokenStream), error(.suspended), error(.recordingExhausted), error(.notConfigured),
  ])
  func `what may have been answered, or is refused again, is not`(error: ProviderError) {
    #expect(Self.decision(error) == .giveUp(because: nil))
  }

  @Test(arguments: [
    (0, 0.0, nil, 0.25), (0, 0.5, nil, 0.3125), (0, 0.5, 3.0, 3.0625),
    (1, 0, nil, 0.5), (1, 0.5, nil, 0.625), (1, 0.5, 3, 3.125),
    (3, 0, nil, 2), (3, 0.5, nil, 2.5), (3, 0.5, 3, 3.5),
    (9, 0, nil, 2), (9, 0.5, nil, 2.5), (9, 0.5, 3, 3.5), (0, 0.5, 0, 0.3125),
  ])
  func `waits are those of the table`(made: Int, jitter: Double, asked: Double?, wait: Double) {
    let error = Self.error(.rateLimited, retryAfter: asked.map { .seconds($0) })
    #expect(
      Self.decision(error, retries: 20, made: made, jitter: jitter) == .wait(.seconds(wait)))
  }

  @Test func `the tries are counted`() {
    #expect(Self.decision(Self.error(.unreachable), retries: 0) == .giveUp(because: nil))
    #expect(
      Self.decision(Self.error(.unreachable), made: 3) == .giveUp(because: "4 tries failed"))
  }

  @Test(arguments: [(1, false), (2, false), (3, true), (nil, true)])
  func `a try that may have cost something is followed by those that the budget covers`(
    affordable: Int?, isTried: Bool
  ) {
    let decision = RetryPolicy(retries: 3, affordable: affordable).decision(
      after: Self.error(.unanswered), retriesMade: 1, lost: 2, hasAnswer: false,
      remaining: .seconds(300), jitter: 0)
    let refused = RetryPolicy.Decision.giveUp(
      because: "it may have cost something, and nothing is left for another try")
    #expect(decision == (isTried ? .wait(.milliseconds(500)) : refused))
  }

  @Test func `a wait beyond the deadline ends the call and says so`() {
    let asked = Self.error(.rateLimited, retryAfter: .seconds(120))
    #expect(
      Self.decision(asked, remaining: .seconds(40))
        == .giveUp(because: "it asks to wait 120 s, longer than the 40 s left of the deadline"))
    #expect(
      Self.decision(Self.error(.overloaded), remaining: .milliseconds(200))
        == .giveUp(because: "too little time, 1 s left of the deadline"))
  }

  @Test func `whatever comes, a wait is within the deadline, the tries and the safe faults`() {
    var random = SeededRandom(seed: 5)
    let codes: [ProviderError.Code] = [
      .unreachable, .rateLimited, .overloaded, .serverError, .timeout, .brokenStream, .badRequest,
    ]
    for _ in 0..<20_000 {
      let error = Self.error(
        codes.randomElement(using: &random) ?? .timeout,
        status: [500, 502, nil].randomElement(using: &random) ?? nil,
        retryAfter: Bool.random(using: &random)
          ? .milliseconds(Int.random(in: 0...200_000, using: &random)) : nil)
      let retries = Int.random(in: 0...20, using: &random)
      let made = Int.random(in: 0...20, using: &random)
      let hasAnswer = Bool.random(using: &random)
      let remaining = Duration.milliseconds(Int.random(in: -1000...300_000, using: &random))
      let decision = Self.decision(
        error, retries: retries, made: made, hasAnswer: hasAnswer, remaining: remaining,
        jitter: Double.random(in: 0..<1, using: &random))
      guard case .wait(let wait) = decision else { continue }
      #expect(wait < remaining && wait >= .milliseconds(250))
      #expect(wait >= error.retryAfter ?? .zero)
      #expect(made < retries && !hasAnswer && RetryPolicy.isSafe(error))
    }
  }

  @Test(arguments: [
    ("3", Duration?.some(.seconds(3))), (" 0 ", .zero), ("1.5", .milliseconds(1500)), ("-1", nil),
    ("", nil), ("soon", nil), ("nan", nil), (nil, nil),
    // More than a day is a day: longer than any deadline.
    ("inf", .seconds(86_400)), ("1e300", .seconds(86_400)),
  ])
  func `the header is read`(value: String?, wait: Duration?) {
    let headers = HTTPHeaders(value.map { [("Retry-After", $0)] } ?? [])
    #expect(RetryAfter.wait(in: headers) == wait)
  }
}
