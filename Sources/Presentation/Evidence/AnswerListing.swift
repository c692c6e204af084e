/// A model's answer while it comes: its last lines, with code in colours once its block is closed.
///
/// However long the answer, only the lines that could still be shown are kept.
package struct AnswerListing {
  /// Lines that are complete.
  private var lines: [StyledText] = []
  /// Lines that came before those kept.
  private var dropped = 0
  /// The line that is still coming.
  private var open = ""
  /// The block that is open: its fence, where it begins among all lines, and its lines.
  private var block: (fence: Fence, start: Int, lines: [String])?
  private let most: Int

  /// Keeps `most` lines.
  package init(keeping most: Int = 200) { self.most = most }

  /// Three or more backticks or tildes; as many at least close a block.
  private struct Fence {
    var mark: Character
    var length: Int

    /// Nil when the line is none.
    init?(_ line: String) {
      let text = line.drop { $0 == " " }
      guard let mark = text.first, "`~".contains(mark) else { return nil }
      self.mark = mark
      length = text.prefix { $0 == mark }.count
      guard length >= 3 else { return nil }
    }

    func isClosed(by line: String) -> Bool {
      guard let other = Fence(line), other.mark == mark, other.length >= length else {
        return false
      }
      return line.allSatisfy { $0 == mark || $0.isWhitespace }
    }
  }

  /// A whole answer, line by line; a block that nothing closes ends with it.
  package static func lines(of text: String) -> [StyledText] {
    var answer = AnswerListing(keeping: .max)
    answer.add(text)
    if !answer.open.isEmpty { answer.endLine() }
    if let block = answer.block { answer.colour(block.lines, from: block.start) }
    return answer.lines
  }

  /// Takes the next piece, wherever it was cut.
  package mutating func add(_ piece: String) {
    var rest = piece[...]
    while let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")) {
      open += rest[..<end]
      endLine()
      rest = rest[rest.utf8.index(after: end)...]
    }
    open += rest
  }

  /// The last rows at a width, and how many lines are above them.
  package func tail(rows: Int, width: Int) -> (above: Int, rows: [StyledText]) {
    // Of a line without an end, only what can be seen is looked at.
    let visible = String(open.suffix(rows * width))
    var shown = visible.isEmpty ? [] : Self.wrapped(StyledText(visible, .dim), width)
    var index = lines.count
    while index > 0, shown.count < rows {
      index -= 1
      shown = Self.wrapped(lines[index], width) + shown
    }
    return (dropped + index, Array(shown.suffix(rows)))
  }

  private static func wrapped(_ line: StyledText, _ width: Int) -> [StyledText] {
    StyledText(line.spans.map { .init(DisplayText.harmless($0.text), $0.style) })
      .wrappedByWords(to: width)
  }

  private mutating func endLine() {
    lines.append(open.isEmpty ? StyledText() : StyledText(open, .dim))
    if let (fence, start, code) = block {
      if fence.isClosed(by: open) {
        colour(code, from: start)
        block = nil
      } else {
        block?.lines.append(open)
      }
    } else if let fence = Fence(open) {
      block = (fence, dropped + lines.count, [])
    }
    open = ""
    guard lines.count / 2 > most else { return }
    dropped += lines.count - most
    lines.removeFirst(lines.count - most)
  }

  private mutating func colour(_ code: [String], from start: Int) {
    let coloured = PythonHighlighter.lines(of: code.joined(separator: "\n"))
    for (offset, line) in coloured.enumerated() where start + offset >= dropped {
      let index = start + offset - dropped
      // A carriage return ends a line for Python and not here: then the colours do not fit.
      guard index < lines.count, lines[index].plain == line.plain else { return }
      lines[index] = line
    }
  }
}
