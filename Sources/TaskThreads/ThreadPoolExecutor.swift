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

  /// Starts the threads, which stay to the end of the process.
  package init(threads: Int) {
    pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
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
    _ = Self.timer.scheduleTask(in: TimeAmount(delay)) {
      self.enqueue(ExecutorJob(job))
    }
  }

  package func enqueue<C: Clock>(
    _ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C
  ) {
    enqueue(
      job, after: clock.now.duration(to: instant), tolerance: tolerance, clock: clock)
  }
}
