/// The editor's functions that move and change. The others are libedit's own.
extension EditingLineReader {
  // MARK: Inserting

  func insert(_ text: String) -> EditResult {
    libedit.insert(text)
    return .changed
  }

  func insertPaste() -> EditResult {
    // Copied text mostly ends with a newline that is not meant.
    let text = pendingPaste.hasSuffix("\n") ? String(pendingPaste.dropLast()) : pendingPaste
    return insert(text)
  }

  /// Enter: the line is done, or goes on in another line with the same indentation.
  func accept() -> EditResult {
    let buffer = libedit.buffer
    // Repeating the change that typed a line must not run the line.
    if isRepeating || (buffer.isAtEnd && !hooks.isComplete(buffer.text)) {
      return insert("\n" + buffer.indentation)
    }
    // libedit accepts a line with ed-newline, which can only be reached through a key.
    libedit.push(.accept)
    return .done
  }

  /// Alt-.: the last word of the newest entry; pressed again, that of the entry before.
  func insertLastWord() -> EditResult {
    let buffer = libedit.buffer
    let walk = lastWord.flatMap { $0.made == buffer ? $0 : nil } ?? LastWord(before: buffer)
    guard let next = walk.next(in: history) else { return .refused }
    lastWord = next
    libedit.replace(with: next.made)
    return .changed
  }

  // MARK: Deleting

  func deleteBackward() -> EditResult {
    change { $0.cursor > 0 ? $0.deleteBackward(1) : () }
  }

  func deleteForward() -> EditResult { change { $0.deleteForward() } }

  func deleteOrEnd() -> EditResult {
    guard libedit.buffer.text.isEmpty else { return deleteForward() }
    outcome = .endOfInput
    return .end
  }

  func undoChange() -> EditResult {
    guard let earlier = undo.undo(libedit.buffer) else { return .refused }
    libedit.replace(with: earlier)
    return .changed
  }

  private func change(_ body: (inout LineBuffer) -> Void) -> EditResult {
    let before = libedit.buffer
    var buffer = before
    body(&buffer)
    guard buffer != before else { return .refused }
    libedit.replace(with: buffer)
    return .changed
  }

  // MARK: Moving

  func moveLeft() -> EditResult {
    let cursor = libedit.buffer.cursor
    return cursor > 0 ? move(to: cursor - 1) : .refused
  }

  func moveRight() -> EditResult {
    let buffer = libedit.buffer
    if !buffer.isAtEnd { return move(to: buffer.cursor + 1) }
    return ghost.isEmpty ? .refused : insert(ghost)
  }

  func moveWordRight() -> EditResult {
    if libedit.buffer.isAtEnd, !ghost.isEmpty {
      let blanks = ghost.prefix { $0 == " " }
      let word = ghost[blanks.endIndex...].prefix { $0 != " " }
      return insert(String(blanks + word))
    }
    return passOn(to: .nextWord)
  }

  func moveHome() -> EditResult { move(to: libedit.buffer.startOfLine) }

  func moveEnd() -> EditResult {
    let buffer = libedit.buffer
    if buffer.isAtEnd, !ghost.isEmpty { return insert(ghost) }
    return move(to: buffer.endOfLine)
  }

  // libedit's own motions of these names leave the text on a line that is empty or blank. The cursor is
  // repaired before each key, but not before the keys of a macro, which would write there.

  func moveToViEnd() -> EditResult {
    libedit.buffer.text.isEmpty ? .refused : passOn(to: .endOfLine)
  }

  func moveToViStart() -> EditResult {
    libedit.buffer.text.allSatisfy(\.isWhitespace) ? .refused : passOn(to: .startOfText)
  }

  func repeatChange() -> EditResult {
    isRepeating = true
    return passOn(to: .repeatChange)
  }

  func passOn(to key: Key) -> EditResult {
    libedit.push(key)
    return .passedOn
  }

  /// Up and Down: within an input of several lines first, then through the history; a walk through
  /// the history goes on until another key is pressed.
  func moveVertically(_ direction: Int) -> EditResult {
    let buffer = libedit.buffer
    let isWalking = navigation?.shown == buffer.text && lastWalk == keyCount - 1
    if !isWalking, let cursor = buffer.cursor(movedByLines: direction) {
      return move(to: cursor)
    }
    return walkHistory(from: buffer) { $0.step(direction, in: history) }
  }

  /// Alt-< and Alt->: the oldest entry of the walk, and the line that it began with.
  func jumpInHistory(_ direction: Int) -> EditResult {
    walkHistory(from: libedit.buffer) { $0.jump(direction, in: history) }
  }

  private func walkHistory(
    from buffer: LineBuffer, _ move: (inout HistoryNavigation) -> String?
  ) -> EditResult {
    if navigation?.shown != buffer.text { navigation = nil }
    var walk = navigation ?? HistoryNavigation(from: buffer.text, in: history)
    lastWalk = keyCount
    guard let entry = move(&walk) else { return .refused }
    navigation = walk
    libedit.replace(with: LineBuffer(text: entry, cursor: entry.count))
    return .changed
  }

  private func move(to cursor: Int) -> EditResult {
    var buffer = libedit.buffer
    buffer.cursor = cursor
    libedit.move(in: buffer)
    return .changed
  }

  // MARK: Screen

  func clearScreen() -> EditResult {
    write(ANSI.clearScreen)
    painter.forget()
    return .changed
  }
}
