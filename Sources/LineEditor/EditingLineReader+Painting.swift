/// What is shown while a line is edited.
extension EditingLineReader {
  func paint() {
    let buffer = libedit.buffer
    ghost = suggestion(for: buffer)
    var frame = plainFrame()
    frame.ghost = ghost.isEmpty ? placeholder(for: buffer) : ghost
    frame.right = prompt.right
    frame.below = rowsBelow(buffer)
    let bell = Libedit.takeBells() > 0 ? "\u{7}" : ""
    write(painter.paint(frame) + bell)
    if let decodedAt { hooks.painted?(.now - decodedAt) }
    decodedAt = nil
  }

  /// The input without anything that only helps to edit it.
  func plainFrame() -> Frame {
    let buffer = libedit.buffer
    return Frame(
      prompt: prompt.spans(width: painter.width),
      continuation: prompt.continuation(width: painter.width),
      text: highlighted(buffer.text), cursor: buffer.cursor)
  }

  /// The hook's colours, if they are colours of this text.
  func highlighted(_ text: String) -> [StyledSpan] {
    let spans = hooks.highlight(text)
    // A span that begins inside a grapheme would shift the cursor.
    guard spans.plainText == text, spans.reduce(0, { $0 + $1.text.count }) == text.count else {
      return [StyledSpan(text)]
    }
    return spans
  }

  private func rowsBelow(_ buffer: LineBuffer) -> [[StyledSpan]] {
    if let overlay { return overlay(painter.width, painter.height) }
    if let text = message ?? hooks.hint(buffer.text) { return [[StyledSpan(text, .dim)]] }
    return []
  }

  private func placeholder(for buffer: LineBuffer) -> String {
    guard overlay == nil, buffer.isAtEnd, !buffer.text.isEmpty else { return "" }
    return hooks.placeholder(buffer.text)
  }

  /// The rest of the newest entry that begins like the line.
  private func suggestion(for buffer: LineBuffer) -> String {
    guard overlay == nil, buffer.isAtEnd, !buffer.text.isEmpty, navigation?.shown != buffer.text,
      let entry = suggestions.newest(in: history, beginningWith: buffer.text)
    else { return "" }
    return String(entry.dropFirst(buffer.text.count))
  }
}
