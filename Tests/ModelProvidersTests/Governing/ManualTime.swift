import ModelProviders
import Synchronization

/// A clock that stands still until a test advances it.
final class ManualTime: Sendable {
  private struct Sleeper {
    var wake: Duration
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now = Duration.zero
    var sleepers: [Int: Sleeper] = [:]
    var cancelled: Set<Int> = []
    var last = 0
  }

  private let state = Mutex(State())
  /// The length of each sleep, as it begins.
  let sleeps: AsyncStream<Duration>
  private let began: AsyncStream<Duration>.Continuation

  init() {
    (sleeps, began) = AsyncStream.makeStream()
  }

  /// The time of calls by this clock; jitter is always `jitter`.
  func timing(jitter: Double = 0) -> CallTiming {
    CallTiming(
      now: { self.now }, sleep: { try await self.sleep($0) }, random: { jitter })
  }

  var now: Duration { state.withLock { $0.now } }

  /// Moves on and wakes who has slept enough.
  func advance(by time: Duration) {
    let awake = state.withLock { state in
      state.now += time
      let due = state.sleepers.filter { $0.value.wake <= state.now }
      for key in due.keys { state.sleepers[key] = nil }
      return due.values
    }
    for sleeper in awake { sleeper.continuation.resume() }
  }

  private func sleep(_ time: Duration) async throws {
    let number = state.withLock { state in
      state.last += 1
      return state.last
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isCancelled = state.withLock { state in
          if state.cancelled.remove(number) != nil { return true }
          state.sleepers[number] = Sleeper(wake: state.now + time, continuation: continuation)
          return false
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
        began.yield(time)
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        let sleeper = state.sleepers.removeValue(forKey: number)
        if sleeper == nil { state.cancelled.insert(number) }
        return sleeper
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }
}
