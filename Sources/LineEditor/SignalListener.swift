internal import CTerminal
internal import Glibc
internal import Synchronization

extension Console {
  /// Begins to handle signals; call it once, before the first line is read.
  ///
  /// **Effects**: installs handlers for SIGINT, SIGTERM, SIGHUP, SIGQUIT and SIGPIPE, on a terminal
  /// also for SIGTSTP, SIGCONT and SIGWINCH and a guard that restores the terminal when the process
  /// crashes; starts a thread.
  package func listenForSignals() {
    if capabilities.canEdit { ct_crash_guard(STDIN_FILENO) }
    let signals = Signal.always + (capabilities.canEdit ? Signal.onTerminal : [])
    let pipe = ct_signals_open(signals, Int32(signals.count))
    precondition(pipe >= 0, "cannot make a pipe for signals: error \(errno)")
    startThread(named: "signals") { self.handleSignals(from: pipe) }
  }

  private func handleSignals(from pipe: Int32) {
    var signal: UInt8 = 0
    while true {
      guard read(pipe, &signal, 1) == 1 else {
        if errno == EINTR { continue }
        return
      }
      if Int32(signal) == SIGPIPE { continue }
      receive(Int32(signal))
    }
  }

  /// Does what the signal means now.
  func receive(_ signal: Int32) {
    perform(state.withLock { $0.receive(signal, at: .now) })
  }
}
