internal import Glibc

/// Reads lines without an editor: from a pipe, or on a dumb terminal, where the kernel edits.
package actor PlainLineReader: LineReader {
  private let executor: ThreadExecutor
  private let console: Console
  private let isComplete: @Sendable (String) -> Bool
  private let showsPrompt: Bool
  private var pending: [UInt8] = []
  private var isAtEnd = false

  /// The reader's own thread: it blocks while it waits for input.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Shows prompts only if somebody is there to see them.
  ///
  /// A line that is not complete goes on in the next one.
  package init(
    console: Console, isComplete: @escaping @Sendable (String) -> Bool = { _ in true }
  ) {
    self.isComplete = isComplete
    executor = ThreadExecutor(name: "lines")
    self.console = console
    showsPrompt = console.capabilities.isInteractive
  }

  /// The next input; a last line without newline counts, and so does an input without its last line.
  package func readLine(prompt: Prompt) -> ReadResult {
    var input = ""
    var spans = prompt.spans(width: console.width)
    while true {
      switch readPart(prompt: spans) {
      case .line(let line): input += line
      case .endOfInput where !input.isEmpty: return .line(input)
      case let end: return end
      }
      if isComplete(input) { return .line(input) }
      input += "\n"
      spans = prompt.continuation(width: console.width)
    }
  }

  private func readPart(prompt: [StyledSpan]) -> ReadResult {
    if showsPrompt { console.print(prompt, terminator: "") }
    _ = console.beginInput(.reading(prompt: showsPrompt ? prompt.plainText : ""))
    defer { console.endInput() }
    while true {
      if let result = checkMail() { return result }
      if let line = takeLine() { return .line(line) }
      if isAtEnd { return .endOfInput }
      fill()
    }
  }

  private func checkMail() -> ReadResult? {
    for case .signal(let signal) in console.takeMail() {
      guard signal == SIGINT else { return .terminated(signal: signal) }
      let interruption = console.interruption(ofEmptyLine: pending.isEmpty)
      pending = []
      console.endInput()  // else the prompt would be shown again below
      if showsPrompt { console.print("") }  // after the kernel's ^C
      return interruption
    }
    return nil
  }

  private func takeLine() -> String? {
    if let newline = pending.firstIndex(of: UInt8(ascii: "\n")) {
      defer { pending.removeFirst(newline + 1) }
      return decode(pending[..<newline])
    }
    guard isAtEnd, !pending.isEmpty else { return nil }
    defer { pending = [] }
    return decode(pending[...])
  }

  private func decode(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
  }

  /// Waits for input or mail.
  private func fill() {
    var pollers = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: console.wake, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&pollers, 2, -1) > 0, pollers[0].revents != 0 else { return }
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = read(STDIN_FILENO, &chunk, chunk.count)
    if count > 0 {
      pending += chunk[..<count]
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      isAtEnd = true
    }
  }
}
