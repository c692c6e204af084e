/// Colours Python source: keywords, strings and comments, nothing that would need a parser.
///
/// It never fails: in text that is not Python, an open string ends with its line, an open triple
/// quoted one with the text.
package enum PythonHighlighter {
  /// The source line by line, without line ends.
  package static func lines(of source: String) -> [StyledText] {
    var scanner = PythonScanner(source)
    return scanner.lines()
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

/// Walks once over the source and hands out its pieces.
private struct PythonScanner {
  private let characters: [Character]
  private var index = 0
  private var finished: [StyledText] = []
  private var line: [StyledText.Span] = []

  init(_ source: String) {
    // One character per line end, whichever it is.
    characters = source.map { $0 == "\r\n" ? "\n" : $0 }
  }

  mutating func lines() -> [StyledText] {
    while let character = peek() { take(from: character) }
    if !line.isEmpty { finished.append(StyledText(line)) }
    return finished
  }

  private mutating func take(from character: Character) {
    if character == "#" {
      emit(while: { $0 != "\n" }, .comment)
    } else if character == "\"" || character == "'" {
      string(prefix: "")
    } else if character.isLetter || character == "_" {
      word()
    } else if character.isNumber {
      // As one piece, so that the `e` of 1e5 starts no word.
      emit(while: { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }, .plain)
    } else {
      index += 1
      emit(String(character), .plain)
    }
  }

  private mutating func word() {
    let text = read { $0.isLetter || $0.isNumber || $0 == "_" }
    let isPrefix = text.count <= 2 && text.lowercased().allSatisfy { "rbuft".contains($0) }
    if isPrefix, let quote = peek(), quote == "\"" || quote == "'" {
      string(prefix: text)
    } else {
      emit(text, PythonHighlighter.keywords.contains(text) ? .keyword : .plain)
    }
  }

  private mutating func string(prefix: String) {
    guard let quote = peek() else { return }
    let isTriple = peek(1) == quote && peek(2) == quote
    let opening = String(repeating: quote, count: isTriple ? 3 : 1)
    var text = prefix + opening
    index += opening.count
    while let character = peek() {
      if character == "\n", !isTriple { break }
      index += 1
      text.append(character)
      if character == "\\", let escaped = peek(), isTriple || escaped != "\n" {
        index += 1
        text.append(escaped)
      } else if character == quote, !isTriple {
        break
      } else if character == quote, peek() == quote, peek(1) == quote {
        index += 2
        text += String(repeating: quote, count: 2)
        break
      }
    }
    emit(text, .string)
  }

  private func peek(_ distance: Int = 0) -> Character? {
    characters.indices.contains(index + distance) ? characters[index + distance] : nil
  }

  private mutating func read(while belongs: (Character) -> Bool) -> String {
    var text = ""
    while let character = peek(), belongs(character) {
      text.append(character)
      index += 1
    }
    return text
  }

  private mutating func emit(while belongs: (Character) -> Bool, _ style: Style) {
    emit(read(while: belongs), style)
  }

  /// Adds text that may run over line ends.
  private mutating func emit(_ text: String, _ style: Style) {
    for (number, piece) in text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      if number > 0 {
        finished.append(StyledText(line))
        line = []
      }
      guard !piece.isEmpty else { continue }
      if line.last?.style == style {
        line[line.count - 1].text += piece
      } else {
        line.append(.init(String(piece), style))
      }
    }
  }
}
