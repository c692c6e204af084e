@_spi(ExperimentalScheduling) package import _Concurrency
internal import NIOCore
internal import NIOPosix

/// Runs tasks on a fixed number of threads, in the order in which they became ready.
///
/// Priorities change nothing. A sleeping task takes no thread.
package final class ThreadPoolExecutor: TaskExecutor, SchedulingExecutor {
  /// Keeps the times of sleeping tasks; one loop, so that they wake in order.
  private static let timer = MultiThreadedEventLoopGroup.singleton.any()

  private let pool: NIOThreadPool
  /// How much longer a sleep lasts than it was asked to.
  private let stretch: Int

  /// Starts the threads, which stay to the end of the process.
  package init(threads: Int) {
    pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
    stretch = 1
  }

  private init(sharing other: ThreadPoolExecutor, stretch: Int) {
    pool = other.pool
    self.stretch = stretch
  }

  /// The same threads, for code that sleeps again and again only until it is cancelled, which ends a
  /// sleep at once: there a second lasts a day.
  package func patient() -> ThreadPoolExecutor {
    ThreadPoolExecutor(sharing: self, stretch: 86_400)
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
    let wait = min(delay, .seconds(1_000_000_000)) * stretch
    _ = Self.timer.scheduleTask(in: TimeAmount(wait)) { self.enqueue(ExecutorJob(job)) }
  }

  package func enqueue<C: Clock>(
    _ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C
  ) {
    enqueue(
      job, after: clock.now.duration(to: instant), tolerance: tolerance, clock: clock)
  }
}
