/// A colon or a closing bracket is missing.
enum BrokenSyntax: CodeFault {
  static let name = "syntax error"
  static let weight = 2

  static func variants(of body: SolutionBody) -> [String] {
    let source = body.tokens
    let brackets = source.returned.filter { ")]}".contains(source.tokens[$0.upperBound].text) }
    let colons = zip(source.meaningful, source.meaningful.dropFirst()).filter { place, next in
      source.tokens[place].text == ":"
        && source.tokens[(place + 1)..<next].contains { $0.kind == .newline }
    }
    let missing = brackets.map(\.upperBound) + colons.map(\.0)
    return missing.map { source.replacing([$0: ""]) }
  }
}
