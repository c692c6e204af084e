import PythonText

/// Source read into tokens and logical lines, and the questions one asks about them.
protocol PythonSource {
  var bytes: [UInt8] { get }
  var tokens: [PythonToken] { get }
  var lines: [LogicalLine] { get }
}

extension PythonLexer: PythonSource {}

extension PythonSource {
  /// The token's text.
  func text(_ token: Int) -> String {
    String(decoding: bytes[tokens[token].start..<tokens[token].end], as: UTF8.self)
  }

  /// The text of a line's token when it is a name, else empty.
  func word(_ line: Int, _ position: Int) -> String {
    let token = lines[line].tokens.lowerBound + position
    guard token < lines[line].tokens.upperBound, tokens[token].kind == .name else { return "" }
    return text(token)
  }

  /// Whether a token is this symbol.
  func isSymbol(_ token: Int, _ symbol: String) -> Bool {
    guard tokens.indices.contains(token), tokens[token].kind == .symbol else { return false }
    return bytes[tokens[token].start..<tokens[token].end].elementsEqual(symbol.utf8)
  }

  func isDecorator(_ line: Int) -> Bool {
    isSymbol(lines[line].tokens.lowerBound, "@") && lines[line].tokens.count > 1
  }

  /// Whether the line ends with a colon, and so needs a block under it.
  func opensBlock(_ line: Int) -> Bool {
    isSymbol(lines[line].tokens.upperBound - 1, ":")
  }

  /// The last `=` of an assignment outside brackets; nil when the line assigns nothing.
  func assignmentEnd(_ line: Int) -> Int? {
    var depth = 0
    var last: Int?
    for token in lines[line].tokens where tokens[token].kind == .symbol {
      depth += depthChange(token)
      guard depth == 0 else { continue }
      if isSymbol(token, "=") { last = token }
      if last == nil, isAugmented(token) { return token }
    }
    if case .name = tokens[lines[line].tokens.lowerBound].kind { return last }
    return isOpening(lines[line].tokens.lowerBound) ? last : nil
  }

  /// +1 at an opening bracket, -1 at a closing one, else 0.
  func depthChange(_ token: Int) -> Int {
    guard tokens[token].kind == .symbol else { return 0 }
    switch bytes[tokens[token].start] {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): return 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return -1
    default: return 0
    }
  }

  private func isOpening(_ token: Int) -> Bool { depthChange(token) == 1 || isSymbol(token, "*") }

  private func isAugmented(_ token: Int) -> Bool {
    let length = tokens[token].end - tokens[token].start
    guard length >= 2, bytes[tokens[token].end - 1] == UInt8(ascii: "=") else { return false }
    return ![":", "=", "!", "<", ">"].contains { bytes.has($0, at: tokens[token].start) }
      || length == 3
  }

  /// The position of the colon that ends a statement's header line; nil when it has none.
  func headerColon(_ line: Int) -> Int? {
    var depth = 0
    for token in lines[line].tokens {
      depth += depthChange(token)
      if depth == 0, isSymbol(token, ":") { return token }
    }
    return nil
  }

  /// Whether a quote that a word processor made stands outside strings.
  var hasSmartQuotes: Bool {
    let quotes = ["\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}"]
    return tokens.indices.contains { tokens[$0].kind == .invalid && quotes.contains(text($0)) }
  }
}
