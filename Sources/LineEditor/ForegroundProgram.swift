internal import Glibc
internal import Synchronization

extension Console {
  /// Runs a program on the terminal, as it was found, and waits for it.
  ///
  /// Blocks its thread. Ctrl-C goes to the program as well as to the command that called this. The
  /// arguments begin with the program's path.
  /// - Returns: the exit status as a shell counts it, 128 + n for a signal; 127 when the program
  ///   cannot be started.
  package func runProgram(_ arguments: [String], environment: [String: String]) -> Int32 {
    guard let path = arguments.first else { return 127 }
    clearStatus()
    let modeBefore = mode.withLock { $0 }
    setMode(.original)
    defer { setMode(modeBefore) }
    var child = pid_t()
    let error = withCStrings(arguments) { arguments in
      withCStrings(environment.map { "\($0)=\($1)" }) { environment in
        withUnblockedSignals { posix_spawn(&child, path, nil, $0, arguments, environment) }
      }
    }
    guard error == 0 else { return 127 }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}

/// Calls the body with spawn attributes under which the program gets every signal.
///
/// The calling thread may be one of Swift's own, on which signals are blocked, and a program inherits
/// that: Ctrl-C would pass it by.
private func withUnblockedSignals(_ body: (UnsafePointer<posix_spawnattr_t>) -> Int32) -> Int32 {
  var none = sigset_t()
  sigemptyset(&none)
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
  return body(&attributes)
}
