/// The line that is being edited, at one moment: text and cursor, counted in graphemes.
struct LineBuffer: Equatable {
  var text = ""
  /// Characters before the cursor.
  var cursor = 0

  var isAtEnd: Bool { cursor == text.count }
  var beforeCursor: Substring { text.prefix(cursor) }

  /// Characters before the line of the cursor.
  var startOfLine: Int {
    guard let newline = beforeCursor.lastIndex(of: "\n") else { return 0 }
    return text.distance(from: text.startIndex, to: newline) + 1
  }

  var endOfLine: Int {
    guard let newline = text.dropFirst(cursor).firstIndex(of: "\n") else { return text.count }
    return text.distance(from: text.startIndex, to: newline)
  }

  /// Spaces that the cursor's line begins with.
  var indentation: String {
    String(text.dropFirst(startOfLine).prefix { $0 == " " })
  }

  /// Where the cursor goes one line up (-1) or down (1); nil when there is no such line.
  func cursor(movedByLines step: Int) -> Int? {
    let column = cursor - startOfLine
    if step < 0 {
      guard startOfLine > 0 else { return nil }
      let above = LineBuffer(text: text, cursor: startOfLine - 1)
      return min(above.startOfLine + column, above.endOfLine)
    }
    guard endOfLine < text.count else { return nil }
    let below = LineBuffer(text: text, cursor: endOfLine + 1)
    return min(below.startOfLine + column, below.endOfLine)
  }

  /// Inserts before the cursor, which then stands behind what was inserted.
  mutating func insert(_ inserted: String) {
    let place = text.index(text.startIndex, offsetBy: cursor)
    let rest = text[place...]
    text = String(text[..<place]) + inserted + rest
    // What is joined may form one grapheme.
    cursor = text.count - rest.count
  }

  mutating func deleteBackward(_ count: Int) {
    let count = min(count, cursor)
    let end = text.index(text.startIndex, offsetBy: cursor)
    text.removeSubrange(text.index(end, offsetBy: -count)..<end)
    cursor -= count
  }

  mutating func deleteForward() {
    guard !isAtEnd else { return }
    text.remove(at: text.index(text.startIndex, offsetBy: cursor))
  }

  /// What a deletion at the cursor has taken from this line, if it left that one.
  func text(lostIn left: LineBuffer) -> String {
    let scalars = text.unicodeScalars
    let count = max(0, scalars.count - left.text.unicodeScalars.count)
    let lost = scalars.dropFirst(left.scalarOffset(of: left.cursor)).prefix(count)
    return String(String.UnicodeScalarView(lost))
  }

  /// libedit counts scalars.
  func scalarOffset(of characters: Int) -> Int {
    let end = text.index(text.startIndex, offsetBy: min(characters, text.count))
    return text.unicodeScalars.distance(from: text.startIndex, to: end)
  }
}
