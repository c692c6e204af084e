internal import CTerminal
internal import Glibc
internal import Synchronization

/// Where printed text goes.
package enum OutputStream: Sendable {
  case output, error

  var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }
}

/// The one owner of the terminal: what is printed where, and who gets a signal.
///
/// Nothing else may write to the standard streams: the console knows when a line is being edited,
/// and then puts the text above it. Every hand-over (line accepted → command runs → next line) and
/// every signal goes through one lock, so that a Ctrl-C or SIGTERM in between is neither lost nor
/// given to the wrong one.
package final class Console: Sendable {
  /// What the terminal can do.
  package let capabilities: TerminalCapabilities

  /// What the streams look like now.
  ///
  /// Its lock is taken before that of `state`, never after it: output that blocks must not keep a
  /// signal waiting.
  let screen = Mutex(ConsoleScreen())
  let state = Mutex(ConsoleState())
  let modes = TerminalModes(of: STDIN_FILENO)
  /// The mode that the terminal should be in.
  let mode = Mutex(TerminalMode.original)
  /// Whether a line was ever edited.
  private let hasEdited = Atomic(false)
  /// An eventfd that is readable while the reader of lines has mail.
  let wake = ct_eventfd()
  private let leave: @Sendable (_ status: Int32) -> Never

  /// A console for the standard streams; `leave` ends the process, and is called with the terminal
  /// restored when the user presses Ctrl-C twice or a signal insists.
  package init(
    capabilities: TerminalCapabilities,
    leave: @escaping @Sendable (_ status: Int32) -> Never = { _exit($0) }
  ) {
    precondition(wake >= 0, "cannot make an eventfd: error \(errno)")
    self.capabilities = capabilities
    self.leave = leave
  }

  // MARK: Printing

  /// Prints to standard output; while a line is edited, above it.
  package func print(_ text: String, terminator: String = "\n") {
    write(text + terminator, to: .output)
  }

  /// Prints spans to standard output, in their styles where it can be drawn on.
  package func print(_ spans: [StyledSpan], terminator: String = "\n") {
    print(
      capabilities.canDraw
        ? spans.rendered(usesColour: capabilities.usesColour) : spans.plainText,
      terminator: terminator)
  }

  /// Prints to standard error; while a line is edited, above it.
  package func printError(_ text: String, terminator: String = "\n") {
    write(text + terminator, to: .error)
  }

  /// Prints on a line of its own, whatever was printed before.
  package func printLine(_ text: String) {
    screen.withLock { screen in
      put((screen.column == 0 ? "" : "\n") + text + "\n", to: .output, &screen)
    }
  }

  /// Standard output takes nothing any more: work for it is in vain.
  package var isBroken: Bool { outputFailure != nil }
  /// Why it does not; nil as long as it does.
  package var outputFailure: OutputFailure? { screen.withLock { $0.failure } }

  /// The columns that output may take: the terminal's, or 80 without one.
  package var width: Int { terminalSize(of: STDOUT_FILENO).width }
  /// Rows of the window.
  package var height: Int { terminalSize(of: STDOUT_FILENO).height }

  private func write(_ text: String, to stream: OutputStream) {
    screen.withLock { put(text, to: stream, &$0) }
  }

  private func put(_ text: String, to stream: OutputStream, _ screen: inout ConsoleScreen) {
    let phase = state.withLock { state in
      if case .editing = state.phase { state.post(text, to: stream) }
      return state.phase
    }
    switch phase {
    case .editing: signalEvent(wake)
    case .reading(let prompt) where !prompt.isEmpty:
      screen.emit("\n" + text, to: stream)
      screen.emit(prompt, to: .output)
    case .reading, .idle, .running: screen.emit(text, to: stream)
    }
  }

  // MARK: Status line

  /// Shows one line below the output, until something is printed or the command ends.
  ///
  /// **Effects**: replaces the line before it; nothing when standard output is not a terminal or
  /// while a line is edited.
  package func status(_ text: String) { status([StyledSpan(text, .dim)]) }

  /// Shows one line of spans below the output, until something is printed or the command ends.
  package func status(_ spans: [StyledSpan]) { status(rows: [spans]) }

  /// Shows rows below the output, until something is printed or the command ends.
  ///
  /// **Effects**: as `status`; nothing either while another program has the terminal.
  package func status(rows: [[StyledSpan]]) {
    guard capabilities.canDraw, mode.withLock({ $0 != .original }) || !capabilities.canEdit else {
      return
    }
    screen.withLock { screen in
      let isEditing = state.withLock { if case .editing = $0.phase { true } else { false } }
      guard !isEditing else { return }
      screen.showStatus(rows, width: width, usesColour: capabilities.usesColour)
    }
  }

  /// Takes the status line off the screen.
  package func clearStatus() { screen.withLock { $0.eraseStatus() } }

  // MARK: Phases

  /// The signal that asks us to leave, once it has come; the exit status is 128 + its number.
  package var stopRequested: Int32? { state.withLock { $0.stop } }

  /// Runs one command as a task of its own, which Ctrl-C and SIGTERM, SIGHUP, SIGQUIT cancel.
  ///
  /// A second Ctrl-C within two seconds leaves the process with status 130 and the terminal
  /// restored: a command that never looks at its cancellation can only be left.
  /// - Throws: what the body throws.
  package func run<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let task = Task { () async -> Result<Value, Failure> in
      do throws(Failure) {
        return .success(try await body())
      } catch {
        return .failure(error)
      }
    }
    perform(state.withLock { $0.beginCommand { task.cancel() } })
    let result = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    state.withLock { $0.endCommand() }
    clearStatus()
    return try result.get()
  }

  /// Returns true when the cursor is at the start of a row.
  func beginInput(_ phase: ConsoleState.Phase) -> Bool {
    screen.withLock { screen in
      screen.eraseStatus()
      perform(state.withLock { $0.beginInput(phase) })
      defer { screen.column = 0 }
      return screen.column == 0
    }
  }

  func endInput() {
    screen.withLock { screen in
      for case .text(let text, let stream) in state.withLock({ $0.endInput() }) {
        screen.emit(text, to: stream)
      }
    }
  }

  /// The last command was interrupted, and with it what was typed ahead.
  var dropsTypeAhead: Bool { state.withLock { $0.dropsTypeAhead } }

  /// What a Ctrl-C on a line does: it drops the line; on an empty one, shortly after it stopped a
  /// command, it leaves.
  func interruption(ofEmptyLine isEmpty: Bool) -> ReadResult {
    isEmpty && state.withLock { $0.isSecondInterrupt(at: .now) }
      ? .terminated(signal: Signal.interrupt) : .interrupted
  }

  /// Forgets the interrupts that were meant for a program that had the terminal.
  func discardInterrupts() { state.withLock { $0.discardInterrupts() } }

  func takeMail() -> [ConsoleState.Mail] {
    var count: UInt64 = 0
    _ = read(wake, &count, 8)
    return state.withLock { $0.takeMail() }
  }

  /// The signal thread must not wait for output that is stuck.
  private func remind() {
    guard capabilities.canDraw else { return }
    _ = screen.withLockIfAvailable { screen in
      let text = "still stopping; press Ctrl-C again within two seconds to leave\n"
      put((screen.column == 0 ? "" : "\n") + text, to: .output, &screen)
    }
  }

  func perform(_ action: ConsoleState.Action) {
    switch action {
    case .nothing: break
    case .wake: signalEvent(wake)
    case .cancel(let cancel): cancel()
    case .remind: remind()
    case .leave(let status): leaveNow(status)
    case .halt: while true { pause() }
    case .suspend: suspend()
    case .resume: applyMode()
    }
  }

  // MARK: Terminal

  /// Puts the terminal back as it was found; call it before the process ends.
  package func restoreTerminal() {
    clearStatus()
    screen.withLock { _ in _ = writeAll(STDOUT_FILENO, rest) }
    setMode(.original)
  }

  /// What the terminal was told when its line ended, again: the kernel drops the output that nobody
  /// has read yet when Ctrl-C is pressed.
  private var rest: String {
    hasEdited.load(ordering: .relaxed) && capabilities.canDraw
      ? ANSI.bracketedPasteOff + ANSI.plain : ""
  }

  func setMode(_ newMode: TerminalMode) {
    mode.withLock { mode in
      let mayTake = newMode == .original || !state.withLock { $0.isLeaving }
      guard mode != newMode, mayTake else { return }
      mode = newMode
      if newMode == .editing { hasEdited.store(true, ordering: .relaxed) }
      modes.apply(newMode)
    }
  }

  /// Stops the process, as Ctrl-Z does; returns when it is continued.
  private func suspend() {
    clearStatus()
    modes.apply(.original)
    stopProcess()
    applyMode()
  }

  /// Under the lock: a session that ends now has the last word on the terminal.
  func applyMode() { mode.withLock { modes.apply($0) } }

  /// Takes no lock: its holder may be what does not stop.
  private func leaveNow(_ status: Int32) -> Never {
    // Who is changing the mode just now gets a moment to be done with it.
    var patience = 50
    while patience > 0, mode.withLockIfAvailable({ $0 = .original }) == nil {
      patience -= 1
      usleep(1000)
    }
    modes.apply(.original, atOnce: true)
    var poller = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
    if capabilities.canDraw, poll(&poller, 1, 0) == 1 {
      writeAll(STDOUT_FILENO, rest + "\r\n" + ANSI.eraseBelow)
    }
    leave(status)
  }
}
