import CPseudoTerminal
import Glibc

/// Another program, run to take its time.
enum Program {
  /// Runs a program to its end with its output thrown away.
  ///
  /// - Throws: `BenchError` when it cannot be started or ends with another status than 0.
  static func run(_ path: String, _ arguments: [String] = []) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var child: pid_t = 0
    let fault = withCStrings([path] + arguments) { arguments in
      posix_spawn(&child, path, &actions, nil, arguments, environ)
    }
    guard fault == 0 else { throw BenchError("\(path): \(String(cString: strerror(fault)))") }
    var status: Int32 = 0
    waitpid(child, &status, 0)
    guard status == 0 else { throw BenchError("\(path) ended with wait status \(status)") }
  }

  /// Starts a program on a terminal, waits until it has written the text, and kills it.
  ///
  /// - Returns: Milliseconds from the start to the text.
  /// - Throws: `BenchError` when it cannot be started, or ends or hangs without the text.
  static func timeToText(
    _ text: String, _ path: String, _ arguments: [String], environment: [String: String]
  ) throws -> Double {
    var child: pid_t = 0
    var terminal: Int32 = -1
    defer {
      if terminal >= 0 {
        kill(child, SIGKILL)
        waitpid(child, nil, 0)
        close(terminal)
      }
    }
    return try Stopwatch.lap {
      terminal = withCStrings([path] + arguments) { arguments in
        withCStrings(environment.map { "\($0)=\($1)" }) { variables in
          pty_spawn(path, arguments, variables, 100, 30, &child)
        }
      }
      guard terminal >= 0 else {
        throw BenchError("\(path): \(String(cString: strerror(-terminal)))")
      }
      try read(until: text, from: terminal, of: path)
    }.wallMs
  }

  private static func read(until text: String, from terminal: Int32, of path: String) throws {
    let wanted = Array(text.utf8)
    var seen: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      var poller = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      guard poll(&poller, 1, 10_000) > 0 else {
        throw BenchError("\(path) did not write “\(text)” in ten seconds")
      }
      let count = Glibc.read(terminal, &chunk, chunk.count)
      guard count > 0 else {
        throw BenchError(
          "\(path) ended before “\(text)”: \(String(decoding: seen, as: UTF8.self))")
      }
      seen += chunk[..<count]
      if seen.firstRange(of: wanted) != nil { return }
    }
  }
}

/// Calls the body with a NULL-terminated array of C strings.
func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = strings.map { (string: String) in strdup(string) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}
