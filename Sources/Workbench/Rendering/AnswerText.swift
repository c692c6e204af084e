/// A model's answer while it comes: its last lines, with code in colours once its block is closed.
///
/// However long the answer, only the lines that could still be shown are kept.
struct AnswerText {
  /// Lines that are complete.
  private var lines: [StyledText] = []
  /// Lines that came before those kept.
  private var dropped = 0
  /// The line that is still coming.
  private var open = ""
  /// The lines of the block that is open, and where it begins among all lines.
  private var block: (start: Int, lines: [String])?
  private let most: Int

  /// Keeps `most` lines.
  init(keeping most: Int = 200) { self.most = most }

  /// A whole answer, line by line.
  static func lines(of text: String) -> [StyledText] {
    var answer = AnswerText(keeping: .max)
    answer.add(text)
    if !answer.open.isEmpty { answer.endLine() }
    return answer.lines
  }

  /// Takes the next piece, wherever it was cut.
  mutating func add(_ piece: String) {
    var rest = piece[...]
    while let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")) {
      open += rest[..<end]
      endLine()
      rest = rest[rest.utf8.index(after: end)...]
    }
    open += rest
  }

  /// The last rows at a width, and how many lines are above them.
  func tail(rows: Int, width: Int) -> (above: Int, rows: [StyledText]) {
    // Of a line without an end, only what can be seen is looked at.
    let visible = String(open.suffix(rows * width))
    var shown = visible.isEmpty ? [] : Self.wrapped(StyledText(visible, style), width)
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

  private var style: Style { block == nil ? .dim : .plain }

  private mutating func endLine() {
    let isFence = open.drop { $0 == " " }.hasPrefix("```")
    lines.append(open.isEmpty ? StyledText() : StyledText(open, isFence ? .dim : style))
    switch block {
    case nil: if isFence { block = (dropped + lines.count, []) }
    case (let start, let code)? where isFence:
      colour(code, from: start)
      block = nil
    default: block?.lines.append(open)
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
