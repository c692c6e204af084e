import Experiments

/// Keeps a model that fails from being asked for a while; does no I/O.
///
/// **Transitions**:
/// - closed → open at a failure that is the third in a row, or that makes more than half of the last
///   20 calls failures when there were at least 5;
/// - open → half-open when 30 s have passed;
/// - half-open: one call at a time goes through. Its success closes the breaker and forgets what was
///   before, its failure opens it for another 30 s, and without a result another call may try.
///
/// A call is one observation, however many tries it took. How long a success took does not matter. A
/// cancelled call is no observation, nor is one that the server refused for the request's own sake.
/// Calls that were under way when it opened change nothing.
struct CircuitBreaker: Sendable, Hashable {
  /// How a call ended, as far as the model's health is concerned.
  enum Observation: Sendable, Hashable {
    case success
    case failure(String)
    case none
  }

  /// What a call that went through must hand back with its observation.
  enum Permit: Sendable, Hashable {
    case regular
    case probe
  }

  /// Why a call does not go through.
  struct Refusal: Sendable, Hashable {
    var reason: String
    /// Zero when another call is just trying whether the model is well again.
    var remaining: Duration
  }

  enum Admission: Sendable, Hashable {
    case permitted(Permit)
    case refused(Refusal)
  }

  private enum Phase: Sendable, Hashable {
    case closed
    case open(until: Duration)
    case halfOpen(isProbing: Bool)
  }

  static let cooldown = Duration.seconds(30)
  private static let mostInARow = 3
  private static let window = 20
  private static let fewest = 5

  private var phase = Phase.closed
  /// Whether each of the latest calls failed, oldest first; at most 20.
  private var latest: [Bool] = []
  private var inARow = 0
  private var reason = ""

  /// Whether nothing is known against the model, so that the breaker may be forgotten.
  var isPristine: Bool { phase == .closed && latest.isEmpty }

  /// Lets a call through or not; a call that went through must be reported to `observe`.
  mutating func admit(at now: Duration) -> Admission {
    if let refusal = refusal(at: now) { return .refused(refusal) }
    if case .closed = phase { return .permitted(.regular) }
    phase = .halfOpen(isProbing: true)
    return .permitted(.probe)
  }

  /// Why a call would not go through now; changes nothing.
  func refusal(at now: Duration) -> Refusal? {
    switch phase {
    case .open(let until) where now < until: Refusal(reason: reason, remaining: until - now)
    case .halfOpen(isProbing: true): Refusal(reason: reason, remaining: .zero)
    default: nil
    }
  }

  /// What keeps the model from being asked freely, for a listing; nil when it is well.
  func trouble(at now: Duration) -> Refusal? {
    switch phase {
    case .closed: nil
    case .open(let until): Refusal(reason: reason, remaining: max(.zero, until - now))
    case .halfOpen: Refusal(reason: reason, remaining: .zero)
    }
  }

  /// Takes in how a call ended.
  mutating func observe(_ observation: Observation, of permit: Permit, at now: Duration) {
    switch (phase, permit) {
    case (.closed, .regular): count(observation, at: now)
    case (.halfOpen, .probe): conclude(observation, at: now)
    default: break
    }
  }

  private mutating func count(_ observation: Observation, at now: Duration) {
    guard observation != .none else { return }
    let failed = observation != .success
    latest = (latest + [failed]).suffix(Self.window)
    inARow = failed ? inARow + 1 : 0
    guard case .failure(let message) = observation else { return }
    let failures = latest.count { $0 }
    if inARow >= Self.mostInARow {
      open(at: now, because: "\(inARow) calls in a row failed, the last with “\(message)”")
    } else if latest.count >= Self.fewest, failures * 2 > latest.count {
      open(
        at: now,
        because: "\(failures) of the last \(latest.count) calls failed, the last with “\(message)”")
    }
  }

  private mutating func conclude(_ observation: Observation, at now: Duration) {
    switch observation {
    case .success: self = CircuitBreaker()
    case .failure(let message):
      open(at: now, because: "the call that tried it again failed with “\(message)”")
    case .none: phase = .halfOpen(isProbing: false)
    }
  }

  private mutating func open(at now: Duration, because reason: String) {
    self.reason = reason
    phase = .open(until: now + Self.cooldown)
  }
}

extension CircuitBreaker.Observation {
  /// What a call's fault says about the model's health.
  init(_ error: ProviderError) {
    switch error.code {
    case .unreachable, .unanswered, .timeout, .rateLimited, .overloaded, .serverError, .badResponse,
      .brokenStream:
      self = .failure(error.message)
    case .modelNotFound, .keyRefused, .contextExceeded, .badRequest, .suspended,
      .recordingExhausted, .notConfigured:
      self = .none
    }
  }
}
