import Experiments
import Synchronization

/// Holds the queues of all servers and the breakers of all models, and wakes the calls whose turn it
/// is.
///
/// A lock and no actor, because a call that is cancelled must be gone from its queue before anything
/// else happens. What is decided is decided by `CallQueue` and `CircuitBreaker`.
final class CallScheduler: Sendable {
  private typealias Sleeper = CheckedContinuation<Void, any Error>

  private enum Turn: Sendable {
    /// Has no sleeper until the call has gone to sleep.
    case waiting(Sleeper?)
    case running
    /// Cancelled before it went to sleep.
    case cancelled
  }

  private struct ModelKey: Hashable {
    var endpoint: String
    var model: String
  }

  private struct State {
    var queues: [String: CallQueue] = [:]
    var turns: [Int: Turn] = [:]
    var lastCall = 0
    var breakers: [ModelKey: CircuitBreaker] = [:]
  }

  private let state = Mutex(State())

  /// Runs `body` when it is its turn at a server, and lets the next one go when it has ended.
  ///
  /// Cancelling a call that waits takes it out of the queue at once. `limit` calls go at once to this
  /// server from now on; `onWait` is told how many have to end first, when the call has to wait.
  ///
  /// - Throws: `CancellationError` when cancelled while waiting, and what the body throws.
  func inTurn<Value: Sendable>(
    at endpoint: String, role: Role, limit: Int, onWait: (_ ahead: Int) -> Void,
    _ body: () async throws -> Value
  ) async throws -> Value {
    let (call, entry) = enter(endpoint, role, limit)
    defer { leave(call, endpoint) }
    if case .wait(let ahead) = entry {
      onWait(ahead)
      try await turn(of: call, at: endpoint)
    }
    return try await body()
  }

  /// Calls that run or wait at a server.
  func calls(at endpoint: String) -> (running: Int, waiting: Int) {
    state.withLock { $0.queues[endpoint]?.counts ?? (0, 0) }
  }

  private func enter(
    _ endpoint: String, _ role: Role, _ limit: Int
  ) -> (call: Int, entry: CallQueue.Entry) {
    let (call, entry, released) = state.withLock { state in
      state.lastCall += 1
      let call = state.lastCall
      let (entry, released) = state.queues[endpoint, default: CallQueue()]
        .enter(call, role: role, limit: limit)
      state.turns[call] = entry == .go ? .running : .waiting(nil)
      return (call, entry, Self.wake(released, &state))
    }
    for sleeper in released { sleeper.resume() }
    return (call, entry)
  }

  private func leave(_ call: Int, _ endpoint: String) {
    let released = state.withLock { state in
      state.turns[call] = nil
      return Self.take(call, from: endpoint, &state)
    }
    for sleeper in released { sleeper.resume() }
  }

  private func turn(of call: Int, at endpoint: String) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let turn = state.withLock { state in
          if case .waiting = state.turns[call] { state.turns[call] = .waiting(continuation) }
          return state.turns[call]
        }
        switch turn {
        case .running: continuation.resume()
        case .cancelled, nil: continuation.resume(throwing: CancellationError())
        case .waiting: break
        }
      }
    } onCancel: {
      cancel(call, endpoint)
    }
  }

  /// A call that has its turn already goes on, and finds out itself that it is cancelled.
  private func cancel(_ call: Int, _ endpoint: String) {
    let (sleeper, released): (Sleeper?, [Sleeper]) = state.withLock { state in
      guard case .waiting(let sleeper) = state.turns[call] else { return (nil, []) }
      state.turns[call] = .cancelled
      return (sleeper, Self.take(call, from: endpoint, &state))
    }
    sleeper?.resume(throwing: CancellationError())
    for sleeper in released { sleeper.resume() }
  }

  private static func take(
    _ call: Int, from endpoint: String, _ state: inout State
  ) -> [Sleeper] {
    let released = state.queues[endpoint]?.leave(call) ?? []
    if state.queues[endpoint]?.isEmpty == true { state.queues[endpoint] = nil }
    return wake(released, &state)
  }

  /// Gives calls their turn; those that sleep are returned, to be woken outside the lock.
  private static func wake(
    _ released: [Int], _ state: inout State
  ) -> [Sleeper] {
    released.compactMap { call in
      defer { state.turns[call] = .running }
      guard case .waiting(let sleeper) = state.turns[call] else { return nil }
      return sleeper
    }
  }

  // MARK: Breakers

  /// Why a model would not be asked now; changes nothing.
  func refusal(of model: String, at endpoint: String, now: Duration) -> CircuitBreaker.Refusal? {
    state.withLock { $0.breakers[ModelKey(endpoint: endpoint, model: model)]?.refusal(at: now) }
  }

  /// Lets a call to a model through or not; the caller reports how one that went through ended.
  func admit(_ model: String, at endpoint: String, now: Duration) -> CircuitBreaker.Admission {
    state.withLock {
      $0.breakers[ModelKey(endpoint: endpoint, model: model), default: CircuitBreaker()]
        .admit(at: now)
    }
  }

  /// Takes in how a call that was let through has ended.
  func report(
    _ observation: CircuitBreaker.Observation, of permit: CircuitBreaker.Permit, model: String,
    at endpoint: String, now: Duration
  ) {
    let key = ModelKey(endpoint: endpoint, model: model)
    state.withLock { $0.breakers[key]?.observe(observation, of: permit, at: now) }
  }

  /// The models that are not asked freely, in the order of names.
  func suspended(now: Duration) -> [SuspendedModel] {
    let breakers = state.withLock { $0.breakers }
    return breakers.compactMap { key, breaker in
      breaker.trouble(at: now).map {
        SuspendedModel(
          model: key.model, endpoint: key.endpoint, reason: $0.reason, remaining: $0.remaining)
      }
    }.sorted { ($0.model, $0.endpoint) < ($1.model, $1.endpoint) }
  }
}
