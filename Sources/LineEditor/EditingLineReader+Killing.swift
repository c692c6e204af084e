/// Deleting by words and to the ends of the line, and putting it back, with emacs keys: deletions that
/// follow each other add up, and Alt-Y goes back to older ones.
///
/// libedit keeps the last deletion only. With vi keys its own functions do the work, whose buffer is
/// the one that `p` inserts.
extension EditingLineReader {
  /// A deletion that was asked for.
  struct Kill {
    let side: KillRing.Side
    let before: LineBuffer
    let keyNumber: Int
  }

  /// The last deletion that took something.
  struct SettledKill {
    let left: LineBuffer
    let keyNumber: Int
  }

  /// What Ctrl-Y inserted.
  struct Yank {
    let before: LineBuffer
    let made: LineBuffer
    /// Position of the text in the ring.
    let index: Int
  }

  /// libedit deletes the word: it alone knows the count that was typed before the key.
  func killWord(_ side: KillRing.Side) -> EditResult {
    begin(side)
    return passOn(to: side == .left ? .deleteWordLeft : .deleteWordRight)
  }

  func killLine(_ side: KillRing.Side) -> EditResult {
    let buffer = begin(side)
    libedit.replace(
      with: side == .left
        ? LineBuffer(text: String(buffer.text.dropFirst(buffer.cursor)))
        : LineBuffer(text: String(buffer.beforeCursor), cursor: buffer.cursor))
    return .changed
  }

  func killAll() -> EditResult {
    begin(libedit.buffer.cursor > 0 ? .left : .right)
    libedit.replace(with: LineBuffer())
    return .changed
  }

  /// Ctrl-Y: what was deleted last.
  func yank() -> EditResult {
    settleKill()
    return insertKilled(0, before: libedit.buffer)
  }

  /// Alt-Y after it: what was deleted before that, in its place.
  func yankOlder() -> EditResult {
    guard let lastYank, lastYank.made == libedit.buffer else { return .refused }
    return insertKilled((lastYank.index + 1) % killRing.texts.count, before: lastYank.before)
  }

  private func insertKilled(_ index: Int, before: LineBuffer) -> EditResult {
    guard killRing.texts.indices.contains(index) else { return .refused }
    var made = before
    made.insert(killRing.texts[index])
    libedit.replace(with: made)
    lastYank = Yank(before: before, made: libedit.buffer, index: index)
    return .changed
  }

  @discardableResult
  private func begin(_ side: KillRing.Side) -> LineBuffer {
    settleKill()
    let buffer = libedit.buffer
    pendingKill = Kill(side: side, before: buffer, keyNumber: keyCount)
    return buffer
  }

  /// Takes what the last key has deleted into the ring; call it before the next changes the line.
  func settleKill() {
    guard let kill = pendingKill else { return }
    pendingKill = nil
    let left = libedit.buffer
    let text = kill.before.text(lostIn: left)
    let goesOn =
      lastKill.map { $0.left == kill.before && kill.keyNumber - $0.keyNumber <= 1 } ?? false
    guard goesOn || !text.isEmpty else { return }
    killRing.add(text, from: kill.side, goesOn: goesOn)
    lastKill = SettledKill(left: left, keyNumber: kill.keyNumber)
  }
}
