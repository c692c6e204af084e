internal import CTerminal
internal import Glibc

/// Starts a detached thread that runs the body once.
///
/// Only for calls that block in C (libedit, `read` on the signal pipe): they would take a thread
/// from Swift's own pool.
func startThread(named name: String, _ body: @escaping @Sendable () -> Void) {
  let start = Unmanaged.passRetained(ThreadStart(name: name, body: body)).toOpaque()
  var thread = pthread_t()
  let error = pthread_create(&thread, nil, runThread, start)
  precondition(error == 0, "cannot start the thread \(name): error \(error)")
  pthread_detach(thread)
}

private final class ThreadStart: Sendable {
  let name: String
  let body: @Sendable () -> Void

  init(name: String, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }
}

private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { preconditionFailure("a thread was started without its body") }
  let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
  ct_name_this_thread(start.name)
  start.body()
  return nil
}
