import Experiments
import TestKit
import Testing

@testable import ModelProviders

@Suite struct CircuitBreakerTests {
  /// A breaker after some calls.
  ///
  /// `f` fails, `s` succeeds, `-` gives no observation; a digit lets that many times ten seconds pass.
  /// Refused calls change nothing.
  private static func breaker(after calls: String) -> (CircuitBreaker, now: Duration) {
    var breaker = CircuitBreaker()
    var now = Duration.zero
    for call in calls {
      if let tens = call.wholeNumberValue {
        now += .seconds(10 * tens)
        continue
      }
      guard case .permitted(let permit) = breaker.admit(at: now) else { continue }
      let observation: CircuitBreaker.Observation =
        call == "f" ? .failure("HTTP 500") : call == "s" ? .success : .none
      breaker.observe(observation, of: permit, at: now)
    }
    return (breaker, now)
  }

  @Test(arguments: [
    "", "f", "ff", "ffs", "ffsf", "s", "s9s", "-----", "f-f", "ssssfsfsfs", "ssff",
    // Exactly half of the last twenty.
    "sfsfsfsfsfsfsfsfsfsf", "fffff3s", "ff9s",
    // A failure that has left the window counts no more.
    "ffsffs3sssssssssssssssssssff", "ffsfsssssssssssssssssssssff",
  ])
  func `it stays closed`(calls: String) {
    let (breaker, now) = Self.breaker(after: calls)
    #expect(breaker.trouble(at: now) == nil)
  }

  @Test(arguments: [
    ("fff", "3 calls in a row failed, the last with “HTTP 500”"),
    ("f-f-f", "3 calls in a row failed, the last with “HTTP 500”"),
    ("sssssssssfff", "3 calls in a row failed, the last with “HTTP 500”"),
    ("ffsff", "4 of the last 5 calls failed, the last with “HTTP 500”"),
    ("sffsf", "3 of the last 5 calls failed, the last with “HTTP 500”"),
    ("fff3f", "the call that tried it again failed with “HTTP 500”"),
    ("fffff", "3 calls in a row failed, the last with “HTTP 500”"),
  ])
  func `it opens and says why`(calls: String, reason: String) {
    let (breaker, now) = Self.breaker(after: calls)
    #expect(
      breaker.refusal(at: now)
        == CircuitBreaker.Refusal(reason: reason, remaining: CircuitBreaker.cooldown))
  }

  @Test func `it counts down to the next call`() {
    var (breaker, now) = Self.breaker(after: "fff2")
    #expect(breaker.refusal(at: now)?.remaining == .seconds(10))
    now += .seconds(10)
    #expect(breaker.refusal(at: now) == nil)
    #expect(breaker.trouble(at: now)?.remaining == .zero)
    #expect(breaker.admit(at: now) == .permitted(.probe))
  }

  @Test func `one call at a time tries whether it is well again`() {
    var (breaker, now) = Self.breaker(after: "fff3")
    #expect(breaker.admit(at: now) == .permitted(.probe))
    guard case .refused(let refusal) = breaker.admit(at: now) else {
      Issue.record("a second probe went through")
      return
    }
    #expect(refusal.remaining == .zero)
    breaker.observe(.none, of: .probe, at: now)
    #expect(breaker.admit(at: now) == .permitted(.probe))
    breaker.observe(.success, of: .probe, at: now)
    #expect(breaker == CircuitBreaker())
  }

  @Test func `calls from before it opened change nothing`() {
    var (breaker, now) = Self.breaker(after: "fff")
    let open = breaker
    breaker.observe(.success, of: .regular, at: now)
    #expect(breaker == open)
    _ = breaker.admit(at: now + .seconds(30))
    let probing = breaker
    breaker.observe(.failure("late"), of: .regular, at: now)
    #expect(breaker == probing)
  }

  @Test(arguments: [
    (ProviderError.Code.timeout, true), (.unreachable, true), (.rateLimited, true),
    (.overloaded, true), (.serverError, true), (.badResponse, true), (.brokenStream, true),
    (.modelNotFound, false), (.keyRefused, false), (.contextExceeded, false), (.badRequest, false),
    (.suspended, false), (.recordingExhausted, false), (.notConfigured, false),
  ])
  func `a fault counts when it is the server's`(code: ProviderError.Code, counts: Bool) {
    let error = ProviderError(code: code, endpoint: "e", message: "m", suggestion: nil)
    #expect(CircuitBreaker.Observation(error) == (counts ? .failure("m") : .none))
  }

  /// Against the definition, kept as plain lists: at most one probe, open only by the two rules.
  @Test(arguments: 0..<20) func `any sequence keeps the rules`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var breaker = CircuitBreaker()
    var now = Duration.zero
    var closedSince: [Bool] = []
    var isOpen = false
    for _ in 0..<2000 {
      now += .seconds(Int.random(in: 0...12, using: &random))
      guard case .permitted(let permit) = breaker.admit(at: now) else {
        #expect(isOpen)
        continue
      }
      #expect((permit == .probe) == isOpen)
      let choice = Int.random(in: 0..<10, using: &random)
      let observation: CircuitBreaker.Observation =
        choice < 4 ? .failure("x") : choice < 9 ? .success : .none
      breaker.observe(observation, of: permit, at: now)
      if permit == .probe {
        if observation == .success { (isOpen, closedSince) = (false, []) }
      } else if observation != .none {
        closedSince.append(observation != .success)
        let window = closedSince.suffix(20)
        isOpen =
          observation != .success
          && (window.suffix(3) == [true, true, true]
            || window.count >= 5 && window.count { $0 } * 2 > window.count)
      }
      #expect((breaker.trouble(at: now) != nil) == isOpen)
    }
  }
}
