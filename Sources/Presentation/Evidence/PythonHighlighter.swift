import PythonText

/// Colours Python source: keywords, strings and comments, nothing that would need a parser.
///
/// It never fails: in text that is not Python, an open string ends with its line, an open triple
/// quoted one with the text.
package enum PythonHighlighter {
  /// The source line by line, without line ends.
  package static func lines(of source: String) -> [StyledText] {
    let bytes = Array(source.replacing("\r\n", with: "\n").utf8)
    var lines = ColouredLines()
    for piece in PythonScanner.pieces(of: bytes) {
      lines.add(bytes[piece.start..<piece.end], of: piece.kind)
    }
    return lines.finished()
  }

  /// Hard keywords of Python 3.
  ///
  /// **Source**: https://docs.python.org/3/reference/lexical_analysis.html#keywords
  static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
  ]
}

/// Lines that grow piece by piece.
private struct ColouredLines {
  private var lines: [StyledText] = []
  private var line: [StyledText.Span] = []

  /// Adds a piece, which may run over line ends.
  mutating func add(_ bytes: ArraySlice<UInt8>, of kind: PythonPiece.Kind) {
    let parts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, part) in parts.enumerated() {
      if number > 0 { endLine() }
      if !part.isEmpty { add(String(decoding: part, as: UTF8.self), of: kind) }
    }
  }

  func finished() -> [StyledText] { line.isEmpty ? lines : lines + [StyledText(line)] }

  private mutating func add(_ text: String, of kind: PythonPiece.Kind) {
    let style = Self.style(text, kind)
    if line.last?.style == style {
      line[line.count - 1].text += text
    } else {
      line.append(.init(text, style))
    }
  }

  private mutating func endLine() {
    lines.append(StyledText(line))
    line = []
  }

  private static func style(_ text: String, _ kind: PythonPiece.Kind) -> Style {
    switch kind {
    case .comment: .comment
    case .string: .string
    case .name where PythonHighlighter.keywords.contains(text): .keyword
    default: .plain
    }
  }
}
