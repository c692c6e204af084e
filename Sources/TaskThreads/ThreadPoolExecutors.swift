@_spi(ExperimentalCustomExecutors) package import _Concurrency
internal import NIOCore

/// Where an executable's tasks run; it says so with a type alias `DefaultExecutorFactory` in its own
/// module.
///
/// Swift's choice, libdispatch, looks after its worker threads once a second from the first task to
/// the end of the process. Here nothing wakes up that has nothing to do.
///
/// **Source**: https://github.com/swiftlang/swift-evolution/blob/main/proposals/nnnn-custom-main-and-global-executors.md
package struct ThreadPoolExecutors: ExecutorFactory {
  /// Swift's own: libdispatch does not look after the thread of its main queue.
  package static var mainExecutor: any MainExecutor { PlatformExecutorFactory.mainExecutor }

  /// One thread more than there are cores, as one may wait for a program that has the terminal.
  package static var defaultExecutor: any TaskExecutor { threads }
  private static let threads = ThreadPoolExecutor(threads: min(System.coreCount, 16) + 1)

  /// The same threads, with a patience of their own.
  package static func makeExecutor() -> ThreadPoolExecutor { ThreadPoolExecutor(sharing: threads) }
}
