/// The time that calls are measured and bounded by, and the chance that spreads further tries.
package struct CallTiming: Sendable {
  /// Waits for a time, or throws `CancellationError`.
  package typealias Sleeper = @Sendable (Duration) async throws -> Void

  /// Time since some fixed moment; never goes back.
  package var now: @Sendable () -> Duration
  /// Paces tries and ends what takes too long.
  package var sleep: Sleeper
  /// A number in `[0, 1)`, another one each time.
  package var random: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> Duration,
    sleep: @escaping Sleeper,
    random: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
  }

  /// The machine's own.
  package static func machine() -> CallTiming {
    let start = ContinuousClock.now
    return CallTiming(
      now: { ContinuousClock.now - start },
      sleep: { try await Task.sleep(for: $0) },
      random: { Double.random(in: 0..<1) })
  }
}
