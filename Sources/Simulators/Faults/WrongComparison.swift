/// A comparison includes or leaves out its bound, or asks for the opposite.
enum WrongComparison: CodeFault {
  static let name = "wrong comparison"
  static let weight = 5

  private static let swaps = [
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
  ]

  static func variants(of body: SolutionBody) -> [String] {
    body.tokens.meaningful.compactMap { index in
      guard body.tokens.tokens[index].kind == .op,
        let other = swaps[body.tokens.tokens[index].text]
      else { return nil }
      return body.tokens.replacing([index: other])
    }
  }
}
