import Experiments
import Presentation

/// Lays text out for a window: words are never cut, lines that begin with a blank stay as they are.
struct Paragraphs {
  let width: Int

  /// At most 100 columns, however wide the window is: longer lines are hard to read.
  init(width: Int) {
    self.width = min(100, max(24, width))
  }

  /// The lines of a text, each behind `indent` blanks.
  func lines(_ text: String, indent: Int = 0) -> [StyledText] {
    var lines: [StyledText] = []
    var words: [Substring] = []
    func flush() {
      lines += wrapped(words, to: width - indent).map { StyledText($0).indented(by: indent) }
      words = []
    }
    for line in TextLine.split(text).map(\.text) {
      if line.isEmpty || line.first?.isWhitespace == true {
        flush()
        lines.append(StyledText(line))
      } else {
        words += line.split(separator: " ")
      }
    }
    flush()
    return lines
  }

  /// Terms with their meanings beside them, the meanings aligned and wrapped.
  func definitions(_ rows: [(term: StyledText, meaning: String)]) -> [StyledText] {
    let longest = rows.map(\.term.displayWidth).max() ?? 0
    let column = min(longest, max(12, width / 3)) + 4
    return rows.flatMap { term, meaning in
      let meanings = wrapped(meaning.split(separator: " "), to: width - column)
      let head = StyledText("  ") + term
      let gap = column - head.displayWidth
      guard gap > 1 || meanings.isEmpty else {
        return [head] + meanings.map { StyledText($0).indented(by: column) }
      }
      let first = meanings.first.map { String(repeating: " ", count: gap) + $0 } ?? ""
      return [head + StyledText(first)]
        + meanings.dropFirst().map { StyledText($0).indented(by: column) }
    }
  }

  /// A name with its meaning behind it where that fits in a line, else below.
  func entry(_ name: StyledText, _ meaning: String) -> [StyledText] {
    let line = name + StyledText("  \(meaning)")
    return line.displayWidth <= width ? [line] : [name] + lines(meaning, indent: 2)
  }

  private func wrapped(_ words: [Substring], to width: Int) -> [String] {
    var lines: [String] = []
    for word in words {
      if let last = lines.last,
        DisplayText.width(last) + 1 + DisplayText.width(word) <= width
      {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
