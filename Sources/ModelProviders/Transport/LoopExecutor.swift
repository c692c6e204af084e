import NIOCore

/// Runs tasks on the thread of an event loop.
///
/// Who reads there what arrives there wakes no other thread: for a short piece of an answer that
/// costs several times as much as reading it.
final class LoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(_ loop: any EventLoop) {
    self.loop = loop
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// Runs a body after what runs there now.
  func run(_ body: @escaping @Sendable () -> Void) { loop.execute(body) }
}
