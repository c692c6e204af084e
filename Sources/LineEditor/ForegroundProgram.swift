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
        posix_spawn(&child, path, nil, nil, arguments, environment)
      }
    }
    guard error == 0 else { return 127 }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}
