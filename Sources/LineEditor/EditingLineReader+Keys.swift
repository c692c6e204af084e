internal import CEditline
internal import Glibc

/// How long the bytes of one key may be apart: an ESC alone for longer is the Escape key.
private let escapeTimeoutMs: Int32 = 30

/// The key source that libedit calls.
extension EditingLineReader {
  func installCallbacks() {
    _ = cel_set_client(libedit.pointer, Unmanaged.passUnretained(self).toOpaque())
    _ = cel_set_getc(libedit.pointer) { pointer, result in
      guard let key = lineEditor(of: pointer).assumeIsolated({ $0.nextKey() }) else {
        errno = EINTR
        return -1
      }
      result?.pointee = wchar_t(bitPattern: key)
      return 1
    }
  }

  /// The next key for libedit, waiting for it; nil when reading ends.
  private func nextKey() -> UInt32? {
    while outcome == nil {
      if !queue.isEmpty {
        if let key = takeKey() { return key }
        continue
      }
      libedit.alignCursor()
      paint()
      suggestions.takeIn(history)
      waitForEvents()
    }
    return nil
  }

  /// Nil when the key ends the line.
  private func takeKey() -> UInt32? {
    settleKill()
    if queue.first != .scalar(Control.escape) { keyCount += 1 }
    message = nil
    isRepeating = false
    undo.record(libedit.buffer)
    switch queue.removeFirst() {
    case .scalar(let scalar): return scalar
    case .paste(let text):
      pendingPaste = text
      return Key.paste.rawValue
    case .interrupt:
      outcome = console.interruption(ofEmptyLine: libedit.buffer.text.isEmpty)
      return nil
    }
  }

  /// Whether the Escape that was read last is a key of its own: Alt sends one together with its key.
  var isEscapeAlone: Bool { queue.isEmpty }

  /// A key that a menu or a search did not want is handled as if it came now.
  func putBack(_ key: UInt32) {
    queue.insert(key == Key.paste.rawValue ? .paste(pendingPaste) : .scalar(key), at: 0)
  }

  /// Waits for bytes, mail or the end of an escape sequence.
  private func waitForEvents() {
    var pollers = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: console.wake, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&pollers, 2, decoder.isWaiting ? escapeTimeoutMs : -1)
    guard count != 0 else {
      queue += decoder.flush()
      return
    }
    guard count > 0 else {
      if errno != EINTR { outcome = .endOfInput }
      return
    }
    if pollers[1].revents != 0 { handleMail() }
    if outcome == nil, pollers[0].revents != 0 { readBytes() }
  }

  private func readBytes() {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &chunk, chunk.count)
    if count > 0 {
      queue += decoder.feed(chunk[..<count])
      if hooks.painted != nil, decodedAt == nil { decodedAt = .now }
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      outcome = .endOfInput
    }
  }

  /// Gives a Ctrl-C behind the accepted line to the line's command.
  ///
  /// What was typed before it is not meant any more. Call it when Ctrl-C is a signal again.
  func sendInterruptBehindLine() {
    var poller = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while outcome == nil, poll(&poller, 1, 0) == 1, poller.revents & Int16(POLLIN) != 0 {
      readBytes()
    }
    outcome = nil
    guard let interrupt = queue.lastIndex(of: .interrupt) else { return }
    queue.removeSubrange(...interrupt)
    keepsTypeAhead = true
    console.receive(SIGINT)
  }

  private func handleMail() {
    let mail = console.takeMail()
    showAbove(mail)
    for case .signal(let signal) in mail {
      switch signal {
      case SIGINT:
        outcome = outcome ?? console.interruption(ofEmptyLine: libedit.buffer.text.isEmpty)
        // It is not known which keys were pressed before it.
        dropTypeAhead()
      case SIGWINCH: resize()
      case SIGTSTP: suspend()
      case SIGCONT:
        // After our own stop the line is painted already when the signal comes.
        if isContinuing { isContinuing = false } else { resume() }
      default: outcome = .terminated(signal: signal)
      }
    }
  }

  /// Prints what has come above the line, which stays as it is.
  private func showAbove(_ mail: [ConsoleState.Mail]) {
    var hasErased = false
    for case .text(let text, let stream) in mail where !text.isEmpty {
      if !hasErased { write(painter.erase()) }
      hasErased = true
      writeAll(stream.descriptor, text.hasSuffix("\n") ? text : text + "\n")
    }
  }

  private func resize() {
    let size = terminalSize(of: STDOUT_FILENO)
    write(painter.resize(width: size.width, height: size.height))
  }

  private func suspend() {
    write(painter.paint(plainFrame()) + painter.leave() + ANSI.bracketedPasteOff)
    console.modes.apply(.original)
    isContinuing = true
    stopProcess()
    resume()
  }

  /// Others have used the terminal: takes it again and paints the line below what they left.
  private func resume() {
    // Not editing mode in any case: the session may be about to end, with the terminal restored.
    console.applyMode()
    measure()
    write(ANSI.bracketedPasteOn)
  }
}

/// The editor that a libedit callback is for.
func lineEditor(of pointer: OpaquePointer?) -> EditingLineReader {
  guard let pointer, let client = cel_client(pointer) else {
    preconditionFailure("libedit called back without its editor")
  }
  return Unmanaged<EditingLineReader>.fromOpaque(client).takeUnretainedValue()
}
