/// Python source cut into pieces that, joined, are the source again.
///
/// Knows just enough to keep changes out of strings and comments.
struct PythonTokens: Sendable {
  /// One piece.
  struct Token: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
      case name
      case number
      case string
      case comment
      case space
      case newline
      case op
    }

    var kind: Kind
    var text: String
  }

  let tokens: [Token]

  init(_ source: String) {
    var reader = Reader(Array(source))
    var tokens: [Token] = []
    while let token = reader.next() { tokens.append(token) }
    self.tokens = tokens
  }

  /// Positions of the pieces that mean something, in order.
  var meaningful: [Int] {
    tokens.indices.filter { ![.space, .newline, .comment].contains(tokens[$0].kind) }
  }

  /// The source with some pieces replaced.
  func replacing(_ replacements: [Int: String]) -> String {
    tokens.indices.map { replacements[$0] ?? tokens[$0].text }.joined()
  }

  /// Position of the bracket that closes the one at a position; nil when there is none.
  func closing(of open: Int) -> Int? {
    var depth = 0
    for index in tokens.indices[open...] where tokens[index].kind == .op {
      if "([{".contains(tokens[index].text) { depth += 1 }
      if ")]}".contains(tokens[index].text) { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// The expressions of `return` statements, each as positions first to last without outer space.
  var returned: [ClosedRange<Int>] {
    tokens.indices.compactMap { index in
      guard tokens[index] == Token(kind: .name, text: "return") else { return nil }
      return expression(after: index)
    }
  }

  private func expression(after start: Int) -> ClosedRange<Int>? {
    var depth = 0
    var found: [Int] = []
    for index in tokens.indices[(start + 1)...] {
      let token = tokens[index]
      if token.kind == .op, "([{".contains(token.text) { depth += 1 }
      if token.kind == .op, ")]}".contains(token.text) { depth -= 1 }
      let ends = token.kind == .newline || token.kind == .comment || token.text == ";"
      if depth == 0, ends { break }
      if ![.space, .newline, .comment].contains(token.kind) { found.append(index) }
    }
    guard let first = found.first, let last = found.last, depth == 0 else { return nil }
    return first...last
  }
}

/// Reads one token after another.
private struct Reader {
  private static let operators = [
    "**=", "//=", ">>=", "<<=", "...", "==", "!=", "<=", ">=", "//", "**", "->", ":=", "+=", "-=",
    "*=", "/=", "%=", "<<", ">>", "&=", "|=", "^=", "@=",
  ]
  private static let stringPrefixes: Set<String> = ["r", "b", "u", "f", "rb", "br", "fr", "rf"]

  private let source: [Character]
  private var position = 0

  init(_ source: [Character]) {
    self.source = source
  }

  mutating func next() -> PythonTokens.Token? {
    guard let first = peek(0) else { return nil }
    if first.isNewline { return take(1, .newline) }
    if first.isWhitespace { return take(run { $0.isWhitespace && !$0.isNewline }, .space) }
    if first == "#" { return take(run { !$0.isNewline }, .comment) }
    if first == "\"" || first == "'" { return take(stringLength(from: 0), .string) }
    if first.isNumber || (first == "." && peek(1)?.isNumber == true) {
      return take(run { $0.isNumber || $0.isLetter || $0 == "." || $0 == "_" }, .number)
    }
    if first.isLetter || first == "_" { return word() }
    return take(operatorLength(), .op)
  }

  private mutating func word() -> PythonTokens.Token {
    let length = run { $0.isLetter || $0.isNumber || $0 == "_" }
    let text = String(source[position..<(position + length)])
    let quote = peek(length)
    guard quote == "\"" || quote == "'", Self.stringPrefixes.contains(text.lowercased()) else {
      return take(length, .name)
    }
    return take(stringLength(from: length), .string)
  }

  /// Length from `position` to the end of the string whose quote is at `offset`.
  private func stringLength(from offset: Int) -> Int {
    guard let quote = peek(offset) else { return offset }
    let isTriple = peek(offset + 1) == quote && peek(offset + 2) == quote
    let width = isTriple ? 3 : 1
    var at = offset + width
    while let character = peek(at) {
      if character == "\\" {
        at += 2
      } else if character == quote
        && (!isTriple || (peek(at + 1) == quote && peek(at + 2) == quote))
      {
        return at + width
      } else if character.isNewline && !isTriple {
        return at
      } else {
        at += 1
      }
    }
    return source.count - position
  }

  private func operatorLength() -> Int {
    let known = Self.operators.first { text in
      zip(0..., text).allSatisfy { peek($0) == $1 }
    }
    return known?.count ?? 1
  }

  private func peek(_ offset: Int) -> Character? {
    let index = position + offset
    return index < source.count ? source[index] : nil
  }

  private func run(while fits: (Character) -> Bool) -> Int {
    source[position...].prefix { fits($0) }.count
  }

  private mutating func take(
    _ length: Int, _ kind: PythonTokens.Token.Kind
  ) -> PythonTokens.Token {
    let end = min(source.count, position + max(1, length))
    defer { position = end }
    return PythonTokens.Token(kind: kind, text: String(source[position..<end]))
  }
}
