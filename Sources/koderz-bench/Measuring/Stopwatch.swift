import Glibc

/// What one call took.
struct Lap: Sendable {
  /// By a clock that only ever grows.
  var wallMs: Double
  /// Of this process, on all cores: says more than the wall on a machine that is busy.
  var cpuMs: Double
}

/// Takes the time of calls.
enum Stopwatch {
  // Not inlined, so that the optimiser mixes nothing of the caller into what is measured.
  @inline(never)
  static func lap(_ body: () throws -> Void) rethrows -> Lap {
    let (wall, cpu) = (ContinuousClock.now, cpuMs)
    try body()
    return Lap(wallMs: (ContinuousClock.now - wall) / .milliseconds(1), cpuMs: cpuMs - cpu)
  }

  static func lap(_ body: () async throws -> Void) async rethrows -> Lap {
    let (wall, cpu) = (ContinuousClock.now, cpuMs)
    try await body()
    return Lap(wallMs: (ContinuousClock.now - wall) / .milliseconds(1), cpuMs: cpuMs - cpu)
  }

  private static var cpuMs: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
  }
}
