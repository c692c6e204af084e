import PythonText

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
    let bytes = Array(source.utf8)
    tokens = PythonScanner.pieces(of: bytes).map { piece in
      Token(
        kind: Token.Kind(piece.kind),
        text: String(decoding: bytes[piece.start..<piece.end], as: UTF8.self))
    }
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

extension PythonTokens.Token.Kind {
  fileprivate init(_ kind: PythonPiece.Kind) {
    self =
      switch kind {
      case .name: .name
      case .number: .number
      case .string: .string
      case .comment: .comment
      case .blank, .continuation: .space
      case .lineBreak: .newline
      case .symbol, .invalid: .op
      }
  }
}
