/// A variable misspelt where it is returned.
enum UnknownName: CodeFault {
  static let name = "name error"
  static let weight = 2

  private static let words: Set<String> = [
    "and", "or", "not", "in", "is", "if", "else", "for", "lambda", "await", "None", "True", "False",
  ]

  static func variants(of body: SolutionBody) -> [String] {
    let source = body.tokens
    let known = Set(source.tokens.map(\.text))
    return source.returned.joined().compactMap { index in
      guard isVariable(index, in: source) else { return nil }
      let name = source.tokens[index].text
      let misspelt = name.count > 2 ? String(name.dropLast()) : name + "_"
      guard !known.contains(misspelt) else { return nil }
      return source.replacing([index: misspelt])
    }
  }

  private static func isVariable(_ index: Int, in source: PythonTokens) -> Bool {
    let token = source.tokens[index]
    guard token.kind == .name, !words.contains(token.text) else { return false }
    let before = index > 0 ? source.tokens[index - 1].text : ""
    let after = index + 1 < source.tokens.count ? source.tokens[index + 1].text : ""
    return before != "." && after != "(" && after != "="
  }
}
