internal import CTerminal
internal import Glibc
internal import Synchronization

/// A serial executor that owns one thread, until the process ends.
///
/// An actor on it may block without taking a thread from Swift's pool, and its isolation *is* that
/// thread: C callbacks on it may use `assumeIsolated`.
final class ThreadExecutor: SerialExecutor {
  private let jobs = Mutex<[UnownedJob]>([])
  /// Counts the jobs; reading blocks while it is zero.
  private let ready = ct_eventfd_semaphore()

  init(name: String) {
    precondition(ready >= 0, "cannot make an eventfd: error \(errno)")
    startThread(named: name) { self.run() }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    signalEvent(ready)
  }

  private func run() {
    var count: UInt64 = 0
    while true {
      guard read(ready, &count, 8) == 8 else { continue }
      let job = jobs.withLock { $0.removeFirst() }
      job.runSynchronously(on: asUnownedSerialExecutor())
    }
  }
}

/// Adds one to an eventfd.
func signalEvent(_ descriptor: Int32) {
  var one: UInt64 = 1
  // Fails only when the counter is full, and then the reader is awake anyway.
  _ = write(descriptor, &one, 8)
}
