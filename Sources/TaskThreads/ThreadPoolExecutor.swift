@_spi(ExperimentalScheduling) package import _Concurrency
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Runs tasks on a fixed number of threads, in the order in which they became ready.
///
/// Priorities change nothing. A sleeping task takes no thread.
package final class ThreadPoolExecutor: TaskExecutor, SchedulingExecutor {
  /// Keeps the times of sleeping tasks; one loop, so that they wake in order.
  private static let timer = MultiThreadedEventLoopGroup.singleton.any()

  private let pool: NIOThreadPool
  /// How much longer a sleep lasts than it was asked to.
  private let stretch = Atomic(1)

  /// Starts the threads, which stay to the end of the process.
  package init(threads: Int) {
    pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
  }

  /// Shares the threads of another, with a patience of its own.
  package init(sharing other: ThreadPoolExecutor) { pool = other.pool }

  /// Runs `body`; sleeps started inside it on this executor are stretched 86,400×.
  ///
  /// For code that sleeps again and again only until it is cancelled, which ends a sleep at once.
  /// Before and after `body` a sleep is as long as it was asked to be: it may wait for something.
  package func patiently<Result>(
    _ body: () async throws -> Result
  ) async rethrows -> Result {
    stretch.store(86_400, ordering: .relaxed)
    defer { stretch.store(1, ordering: .relaxed) }
    return try await body()
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    pool.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// Runs a job when a time has passed; the clocks are those of the standard library.
  package func enqueue<C: Clock>(
    _ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C
  ) {
    guard let delay = delay as? Duration else {
      preconditionFailure("\(C.self) does not measure time in Swift.Duration")
    }
    let job = UnownedJob(job)
    // Longer than that no process lives, and no sum of it is too large.
    let wait = min(delay, .seconds(1_000_000_000)) * stretch.load(ordering: .relaxed)
    _ = Self.timer.scheduleTask(in: TimeAmount(wait)) { self.enqueue(ExecutorJob(job)) }
  }

  package func enqueue<C: Clock>(
    _ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C
  ) {
    enqueue(
      job, after: clock.now.duration(to: instant), tolerance: tolerance, clock: clock)
  }
}
