import Experiments
import Synchronization

/// Which limit of a call ran out.
enum DeadlineExceeded: Error, Sendable, Hashable {
  case total(Duration)
  case idle(Duration)

  /// The error of who was asked.
  func error(endpoint: String) -> ProviderError {
    let message =
      switch self {
      case .total(let limit): "no complete answer within \(limit.inSeconds)"
      case .idle(let limit): "nothing more of the answer for \(limit.inSeconds)"
      }
    return ProviderError(
      code: .timeout, endpoint: endpoint, message: message, suggestion: "a longer deadline")
  }
}

extension Duration {
  /// Seconds with a unit, as short as it can be: `300 s`, `0.05 s`.
  var inSeconds: String {
    let seconds = Double(components.seconds) + Double(components.attoseconds) / 1e18
    return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}

/// Says that a piece of an answer has arrived.
final class Heartbeat: Sendable {
  private let last = Mutex<Duration?>(nil)
  private let now: @Sendable () -> Duration

  fileprivate init(now: @escaping @Sendable () -> Duration) {
    self.now = now
  }

  /// Restarts the idle time.
  func beat() {
    let time = now()
    last.withLock { $0 = time }
  }

  fileprivate var latest: Duration? { last.withLock { $0 } }
}

/// Runs a call and ends it when it takes longer than `total`, or than `idle` between two beats.
///
/// HTTPClient's own deadline ends at the response head, so it cannot bound a streamed answer.
///
/// - Throws: `DeadlineExceeded`, or what the call throws.
func withDeadline<Value: Sendable>(
  total: Duration,
  idle: Duration,
  timing: CallTiming = .machine(),
  _ call: @escaping @Sendable (Heartbeat) async throws -> Value
) async throws -> Value {
  let heartbeat = Heartbeat(now: timing.now)
  let end = timing.now() + total
  return try await withThrowingTaskGroup(of: Value.self) { group in
    group.addTask { try await call(heartbeat) }
    group.addTask {
      throw try await firstExceeded(heartbeat, total: total, until: end, idle: idle, timing)
    }
    defer { group.cancelAll() }
    guard let value = try await group.next() else { throw CancellationError() }
    return value
  }
}

/// Waits until a limit is passed and says which.
private func firstExceeded(
  _ heartbeat: Heartbeat,
  total: Duration,
  until end: Duration,
  idle: Duration,
  _ timing: CallTiming
) async throws -> DeadlineExceeded {
  while true {
    let idleEnd = heartbeat.latest.map { $0 + idle }
    let now = timing.now()
    if now >= end { return .total(total) }
    if let idleEnd, now >= idleEnd { return .idle(idle) }
    // Before the first beat, wake once per idle time to see whether the answer has begun.
    try await timing.sleep(min(end, idleEnd ?? now + idle) - now)
  }
}
