/// An operator or function taken for its neighbour.
enum SwappedOperator: CodeFault {
  static let name = "wrong operator"
  static let weight = 3

  private static let swaps = [
    "+": "-", "-": "+", "*": "+", "//": "/", "/": "//", "%": "//", "and": "or", "or": "and",
    "min": "max", "max": "min", "any": "all", "all": "any",
  ]
  private static let keywords: Set<String> = [
    "return", "in", "and", "or", "not", "if", "elif", "else", "lambda", "yield", "while", "assert",
  ]

  static func variants(of body: SolutionBody) -> [String] {
    let source = body.tokens
    return zip(source.meaningful, source.meaningful.dropFirst()).compactMap { before, index in
      let token = source.tokens[index]
      guard let other = swaps[token.text], token.kind != .op || isOperand(source.tokens[before])
      else { return nil }
      return source.replacing([index: other])
    }
  }

  /// Whether an operator after it stands between two operands.
  private static func isOperand(_ token: PythonTokens.Token) -> Bool {
    switch token.kind {
    case .name: !keywords.contains(token.text)
    case .number, .string: true
    default: [")", "]", "}"].contains(token.text)
    }
  }
}
