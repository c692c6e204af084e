import TerminalText

/// A frame cut into the rows of a terminal.
struct Layout {
  struct Row: Equatable {
    /// With escape sequences for the styles.
    var text = ""
    /// Columns.
    var width = 0
    /// The next row continues this one, because the terminal's width ended.
    var isWrapped = false
  }

  private(set) var rows = [Row()]
  /// The row of the cursor, and what stands before it there.
  ///
  /// Writing that again puts the cursor in place even on a terminal that has another idea of some
  /// character's width.
  private(set) var cursor = (row: 0, prefix: "")

  private let width: Int
  private let usesColour: Bool
  /// Text of one style that is not in the last row yet, in UTF-8.
  private var run: [UInt8] = []
  private var runStyle = SpanStyle.plain
  /// What begins every further line of the input, once it is known to fit into one row.
  private var continuation: Row?

  init(_ frame: Frame, width: Int, usesColour: Bool) {
    self.width = max(2, width)
    self.usesColour = usesColour
    place(prompt: frame.prompt)
    place(input: frame)
    place(ghost: frame.ghost)
    if rows.count == 1 { place(right: frame.right) }
    for line in frame.below {
      startRow()
      place(trimmed: line)
    }
    flush()
  }

  private mutating func place(prompt: [StyledSpan]) {
    for span in prompt {
      for character in span.text {
        if character.isLineBreak { startRow() } else { place(character, span.style) }
      }
    }
  }

  private mutating func place(input frame: Frame) {
    var index = 0
    for span in frame.text {
      for character in Characters(span.text) {
        switch character {
        case .printable(let byte):
          wrap(before: 1)
          if index == frame.cursor { markCursor() }
          append([byte], columns: 1, span.style)
        case .other(let character) where character.isLineBreak:
          if index == frame.cursor { markCursor() }
          startLine(frame.continuation)
        case .other(let character):
          wrap(before: columns(character))
          if index == frame.cursor { markCursor() }
          place(character, span.style)
        }
        index += 1
      }
    }
    if index <= frame.cursor { markCursor() }
  }

  private mutating func startLine(_ prompt: [StyledSpan]) {
    if let continuation {
      flush()
      return rows.append(continuation)
    }
    startRow()
    let count = rows.count
    place(prompt: prompt)
    flush()
    if rows.count == count { continuation = rows[count - 1] }
  }

  /// As much of the suggestion as fits in the row.
  private mutating func place(ghost: String) {
    let lines = ghost.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = lines.first else { return }
    place(trimmed: [StyledSpan(first + (lines.count > 1 ? "↩" : ""), .dim)], keeping: 1)
  }

  /// Only where it stands clear of the input.
  private mutating func place(right spans: [StyledSpan]) {
    let columns = TextWidth.columns(of: spans.plainText)
    let gap = width - 1 - columns - lastWidth
    guard columns > 0, gap >= 2 else { return }
    for _ in 0..<gap { append(Self.space, columns: 1, .plain) }
    place(trimmed: spans)
  }

  /// One row at most; newlines are shown, not made.
  private mutating func place(trimmed line: [StyledSpan], keeping reserve: Int = 0) {
    for span in line {
      for character in span.text {
        let character = character.isLineBreak ? "↩" : character
        guard lastWidth + columns(character) + reserve <= width else { return }
        place(character, span.style)
      }
    }
  }

  private mutating func place(_ character: Character, _ style: SpanStyle) {
    if character.isPrintableASCII {
      append(character.utf8, columns: 1, style)
    } else if character == "\t" {
      for _ in 0..<columns(character) { append(Self.space, columns: 1, style) }
    } else if let shown = character.visibleForm {
      for part in shown {
        append(part.utf8, columns: TextWidth.columns(of: part), style.with(.reverse))
      }
    } else {
      append(character.utf8, columns: TextWidth.columns(of: character), style)
    }
  }

  private func columns(_ character: Character) -> Int {
    if character.isPrintableASCII { return 1 }
    if character == "\t" { return 4 - lastWidth % 4 }
    if let shown = character.visibleForm { return TextWidth.columns(of: shown) }
    return TextWidth.columns(of: character)
  }

  private var lastWidth: Int { rows[rows.count - 1].width }

  private static let space = [UInt8(ascii: " ")]

  private mutating func append(_ bytes: some Sequence<UInt8>, columns: Int, _ style: SpanStyle) {
    wrap(before: columns)
    if style != runStyle {
      flush()
      runStyle = style
    }
    run.append(contentsOf: bytes)
    rows[rows.count - 1].width += columns
  }

  private mutating func wrap(before columns: Int) {
    guard columns > 0, lastWidth > 0, lastWidth + columns > width else { return }
    flush()
    rows[rows.count - 1].isWrapped = true
    rows.append(Row())
  }

  private mutating func startRow() {
    flush()
    rows.append(Row())
  }

  private mutating func markCursor() {
    // A cursor that would sit past the last column belongs to the next row.
    wrap(before: 1)
    flush()
    cursor = (rows.count - 1, rows[rows.count - 1].text)
  }

  private mutating func flush() {
    guard !run.isEmpty else { return }
    let text = String(decoding: run, as: UTF8.self)
    rows[rows.count - 1].text += runStyle.apply(to: text, usesColour: usesColour)
    run.removeAll(keepingCapacity: true)
  }
}

/// The characters of a text, those that most of it consists of as bytes.
private struct Characters: Sequence, IteratorProtocol {
  enum Element {
    /// Printable ASCII that nothing combines with.
    case printable(UInt8)
    case other(Character)
  }

  private let text: String
  private let bytes: [UInt8]
  private var offset = 0

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func next() -> Element? {
    guard offset < bytes.count else { return nil }
    let byte = bytes[offset]
    let isAlone = offset + 1 == bytes.count || bytes[offset + 1] < 0x80
    if isAlone, (0x20..<0x7F).contains(byte) {
      offset += 1
      return .printable(byte)
    }
    let character = text[text.utf8.index(text.startIndex, offsetBy: offset)]
    offset += character.utf8.count
    return .other(character)
  }
}

extension Character {
  /// Most of what is typed, decided quickly.
  fileprivate var isPrintableASCII: Bool { asciiValue.map { (0x20..<0x7F).contains($0) } ?? false }

  /// A newline, alone or after the carriage return that forms one grapheme with it.
  fileprivate var isLineBreak: Bool { self == "\n" || self == "\r\n" }
}
