import Glibc
import TerminalTesting

/// A program whose standard output is read while it runs.
final class RunningProgram {
  private(set) var processID: Int32 = 0
  /// All that was read so far.
  var output: String { String(decoding: bytes, as: UTF8.self) }
  private var bytes: [UInt8] = []
  /// -1 when it is closed.
  private var pipe: Int32
  private let files = TemporaryFiles()
  private var isReaped = false

  init(_ program: String, arguments: [String], environment: [String: String]) throws {
    // A named pipe, because its end is never inherited by what another test starts meanwhile.
    let path = files.path(of: "output")
    guard mkfifo(path, 0o600) == 0 else { throw Failure(what: "no pipe: error \(errno)") }
    pipe = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var variables = ["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]
    variables.merge(environment) { $1 }
    let words = ([program] + arguments).map { strdup($0) }
    let entries = variables.map { strdup("\($0)=\($1)") }
    defer { for text in words + entries { free(text) } }
    var child: Int32 = 0
    let error = posix_spawn(&child, program, &actions, nil, words + [nil], entries + [nil])
    guard error == 0 else { throw Failure(what: "cannot start \(program): error \(error)") }
    processID = child
  }

  deinit {
    if !isReaped, processID > 0 {
      kill(processID, SIGKILL)
      waitpid(processID, nil, 0)
    }
    closeReader()
  }

  /// Reads until the output is as wanted or ends; returns whether it is as wanted.
  func read(until condition: (String) -> Bool) async throws -> Bool {
    while !condition(output) {
      guard try await readMore() else { return false }
    }
    return true
  }

  /// Lets it run for this long.
  func run(for duration: Duration) async throws { try await Task.sleep(for: duration) }

  /// Ends the program at once, and reads all that it had written until then.
  func kill9() async throws {
    kill(processID, SIGKILL)
    while try await readMore() {}
  }

  /// Reads no more: whoever writes is told that the pipe is broken.
  func closeReader() {
    if pipe >= 0 { close(pipe) }
    pipe = -1
  }

  /// Waits for the end; the status as a shell counts it, 128 + n for a signal.
  func status() async throws -> Int32 {
    var status: Int32 = 0
    while waitpid(processID, &status, WNOHANG) == 0 { try await Task.sleep(for: .milliseconds(2)) }
    isReaped = true
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  private func readMore() async throws -> Bool {
    var poller = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
    while poll(&poller, 1, 0) == 0 { try await Task.sleep(for: .milliseconds(1)) }
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(pipe, &chunk, chunk.count)
    guard count > 0 else { return false }
    bytes += chunk[..<count]
    return true
  }

  struct Failure: Error {
    let what: String
  }
}
