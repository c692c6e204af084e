internal import CPseudoTerminal
internal import Glibc

/// A program on a pseudo-terminal, and the screen that it shows.
///
/// Needs no terminal of its own.
///
/// Nothing waits for a fixed time: each wait polls until what it waits for holds, and fails with a
/// picture of the screen after a minute, in which the most loaded machine gets to answer.
package final class Terminal {
  /// The program's process.
  package let processID: Int32
  /// What stood on the screen when it was last looked at.
  package private(set) var screen: VirtualScreen
  /// All that the program has written so far, with its escape sequences: what stood on the screen
  /// for a moment is here even when nobody looked then.
  package var written: String { String(decoding: writtenBytes, as: UTF8.self) }
  private var writtenBytes: [UInt8] = []
  /// As a shell counts it, 128 + n for a signal; nil while the program runs.
  package private(set) var exitStatus: Int32?
  private let master: Int32
  /// Typed, and not yet taken by the kernel because the program does not read as fast.
  private var unsent: ArraySlice<UInt8> = []

  /// Starts the program.
  ///
  /// **Effects**: the program gets `environment` and nothing else but a terminal type, a path, a
  /// UTF-8 locale and a home directory that does not exist, unless `environment` says otherwise.
  /// - Throws: `TerminalFailure` when the program cannot be started.
  package init(
    _ program: String, arguments: [String] = [], environment: [String: String] = [:],
    width: Int = 80, height: Int = 24
  ) throws(TerminalFailure) {
    var variables = [
      "TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
      "HOME": "/nonexistent", "SWIFT_BACKTRACE": "enable=no",
    ]
    variables.merge(environment) { $1 }
    var child: Int32 = 0
    let descriptor = withCStrings([program] + arguments) { arguments in
      withCStrings(variables.map { "\($0)=\($1)" }) { variables in
        pty_spawn(program, arguments, variables, Int32(width), Int32(height), &child)
      }
    }
    guard descriptor >= 0 else {
      throw TerminalFailure("cannot start \(program): \(String(cString: strerror(-descriptor)))")
    }
    master = descriptor
    processID = child
    screen = VirtualScreen(width: width, height: height)
  }

  deinit {
    if exitStatus == nil {
      kill(processID, SIGKILL)
      waitpid(processID, nil, 0)
    }
    close(master)
  }

  // MARK: Doing

  /// Types the keys; those that the program is too slow for reach it while the screen is waited for.
  package func send(_ keys: String) {
    unsent += Array(keys.utf8)
    pump()
  }

  /// Sends the program a signal.
  package func signal(_ signal: Int32) { kill(processID, signal) }

  /// Changes the terminal's size; the kernel tells the program.
  package func resize(width: Int, height: Int) {
    pump()
    var size = winsize(
      ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    screen.resize(width: width, height: height)
  }

  /// Whether keys are echoed and lines are edited by the kernel, as a shell expects it.
  package var isCooked: Bool {
    var modes = termios()
    let cooked = tcflag_t(ICANON | ECHO)
    return tcgetattr(master, &modes) == 0 && modes.c_lflag & cooked == cooked
  }

  /// Whether the terminal is as a shell expects it: cooked, with its cursor, without marks around
  /// pastes.
  package var isSane: Bool { disorder.isEmpty }

  /// What a shell would not expect of the terminal, in words.
  package var disorder: [String] {
    (isCooked ? [] : ["keys are not cooked"]) + (screen.isCursorShown ? [] : ["no cursor"])
      + (screen.isPasteBracketed ? ["pastes are marked"] : [])
  }

  /// The memory that the program holds now, in KiB; 0 when it has ended.
  package var residentKiB: Int {
    let line = readText("/proc/\(processID)/status").split(separator: "\n")
      .first { $0.hasPrefix("VmRSS:") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
  }

  /// One letter of ps: R running, S sleeping, T stopped.
  package var processState: String {
    let text = readText("/proc/\(processID)/stat")
    // The state follows the name, which is in parentheses and may hold anything.
    return text.split(separator: ")").last?.split(separator: " ").first.map(String.init) ?? ""
  }

  private func readText(_ path: String) -> String {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    return String(decoding: bytes[..<max(0, read(file, &bytes, bytes.count))], as: UTF8.self)
  }

  // MARK: Waiting

  /// Waits until the screen is as wanted; `what` names that in the failure message.
  ///
  /// - Returns: the screen as it is then.
  /// - Throws: `TerminalFailure` when it is not so in time.
  @discardableResult
  package func wait(
    for what: String, atMost time: Duration = .seconds(60), until condition: (VirtualScreen) -> Bool
  ) async throws -> VirtualScreen {
    let deadline = ContinuousClock.now + time
    while true {
      pump()
      if condition(screen) { return screen }
      guard ContinuousClock.now < deadline else {
        throw TerminalFailure("waited for \(what) (state \(processState))\n\(screen.dump)")
      }
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  /// Waits until the text is somewhere on the screen.
  package func see(_ text: String) async throws {
    try await wait(for: "«\(text)»") { $0.text.contains(text) }
  }

  /// Waits until the text is nowhere on the screen.
  package func seeNoMore(_ text: String) async throws {
    try await wait(for: "no «\(text)»") { !$0.text.contains(text) }
  }

  /// Waits until a row is exactly the text.
  package func seeRow(_ text: String) async throws {
    try await wait(for: "the row «\(text)»") { $0.lines.contains(text) }
  }

  /// Waits until the cursor's row is exactly the text, with the cursor in the column if one is given.
  package func seeCursor(in text: String, column: Int? = nil) async throws {
    let place = column.map { " column \($0)" } ?? ""
    try await wait(for: "the cursor in «\(text)»\(place)") {
      $0.cursorLine == text && (column == nil || $0.x == column)
    }
  }

  /// Waits until the program has ended, and returns its status.
  package func exited() async throws -> Int32 {
    try await wait(for: "the end of the program") { _ in exitStatus != nil }
    return exitStatus ?? -1
  }

  /// Lets the program answer: returns when it has written something, or after a few milliseconds.
  ///
  /// Paces a test that presses keys without knowing what they do.
  package func pause() async throws {
    var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    for _ in 0..<3 where poll(&poller, 1, 0) == 0 { try await Task.sleep(for: .milliseconds(1)) }
    pump()
  }

  /// Gives the program what it takes, and takes what it has written.
  private func pump() {
    takeOutput()
    while !unsent.isEmpty, exitStatus == nil {
      let count = unsent.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      unsent = unsent.dropFirst(count)
    }
  }

  private func takeOutput() {
    var chunk = [UInt8](repeating: 0, count: 65536)
    // Whether it has ended is asked first, so that its last output is read.
    reap()
    while case let count = read(master, &chunk, chunk.count), count > 0 {
      screen.feed(chunk[..<count])
      writtenBytes += chunk[..<count]
    }
  }

  private func reap() {
    var status: Int32 = 0
    guard exitStatus == nil, waitpid(processID, &status, WNOHANG) == processID else { return }
    exitStatus = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}

/// What was waited for did not happen.
package struct TerminalFailure: Error, CustomStringConvertible {
  /// What was waited for, and the screen as it was.
  package let description: String

  init(_ description: String) { self.description = description }
}

/// Calls the body with a NULL-terminated array of C strings.
func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = strings.map { (string: String) in strdup(string) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}
