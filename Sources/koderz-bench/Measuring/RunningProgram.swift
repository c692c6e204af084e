import CPseudoTerminal
import Experiments
import Glibc

/// A program on a terminal of 100 columns and 30 rows, killed when it is let go.
final class RunningProgram {
  private let terminal: Int32
  private let processID: pid_t

  /// - Throws: `BenchError` when it cannot be started.
  init(_ path: String, _ arguments: [String], environment: [String: String]) throws {
    var child: pid_t = 0
    terminal = withCStrings([path] + arguments) { arguments in
      withCStrings(environment.map { "\($0)=\($1)" }) { variables in
        pty_spawn(path, arguments, variables, 100, 30, &child)
      }
    }
    processID = child
    guard terminal >= 0 else { throw BenchError("\(path) cannot be started") }
  }

  deinit {
    kill(processID, SIGKILL)
    waitpid(processID, nil, 0)
    close(terminal)
  }

  // MARK: Its terminal

  /// Types keys.
  func send(_ keys: String) { _ = write(terminal, keys, keys.utf8.count) }

  /// Until it has said nothing for a second.
  func settle() { while wait(milliseconds: 1000) { drain() } }

  /// Reads until it has written the text.
  ///
  /// - Returns: How many bytes it wrote.
  /// - Throws: `BenchError` when it says nothing for ten seconds, or ends.
  func read(until text: String) throws -> Int {
    let wanted = Array(text.utf8)
    var (count, tail) = (0, [UInt8]())
    while tail.firstRange(of: wanted) == nil {
      guard wait(milliseconds: 10_000), case let bytes = readSome(), !bytes.isEmpty else {
        throw BenchError("“\(text)” was not written: \(String(decoding: tail, as: UTF8.self))")
      }
      count += bytes.count
      tail = tail.suffix(wanted.count - 1) + bytes
    }
    return count
  }

  /// Milliseconds from a key to the first byte that answers it.
  ///
  /// - Throws: `BenchError` when none does within five seconds.
  func answerTime(to key: String) throws -> Double {
    let time = try Stopwatch.lap {
      send(key)
      guard wait(milliseconds: 5000) else { throw BenchError("a key was not answered") }
    }.wallMs
    drain()
    while wait(milliseconds: 2) { drain() }
    return time
  }

  private func wait(milliseconds: Int32) -> Bool {
    var poller = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    return poll(&poller, 1, milliseconds) == 1 && poller.revents & Int16(POLLIN) != 0
  }

  private func readSome() -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(terminal, &chunk, chunk.count)
    return Array(chunk.prefix(max(0, count)))
  }

  private func drain() { while !readSome().isEmpty {} }

  // MARK: What it takes

  /// How often each of its threads has gone to sleep since it began, by thread.
  var contextSwitches: [String: Int] {
    let tasks = "/proc/\(processID)/task"
    return BenchFiles.files.list(tasks).reduce(into: [:]) {
      $0[$1] = number("voluntary_ctxt_switches:", in: "\(tasks)/\($1)/status")
    }
  }

  var residentKiB: Int { number("VmRSS:", in: "/proc/\(processID)/status") }

  /// Milliseconds of processor time of all its threads, ended ones included, its children not.
  var cpuMs: Double {
    var clock = clockid_t()
    var time = timespec()
    guard clock_getcpuclockid(processID, &clock) == 0, clock_gettime(clock, &time) == 0 else {
      return 0
    }
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
  }

  private func number(_ name: String, in path: String) -> Int {
    guard let bytes = try? BenchFiles.files.read(path) else { return 0 }
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix(name) }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
  }
}
