/// A number or the end of a range is one too large or too small.
enum OffByOne: CodeFault {
  static let name = "off by one"
  static let weight = 5

  static func variants(of body: SolutionBody) -> [String] {
    numbers(body.tokens) + ranges(body.tokens)
  }

  private static func numbers(_ source: PythonTokens) -> [String] {
    source.tokens.indices.flatMap { index -> [String] in
      guard source.tokens[index].kind == .number, let value = Int(source.tokens[index].text)
      else { return [] }
      let larger = value < Int.max ? [value + 1] : []
      let changed = value > 0 ? [value - 1] + larger : larger
      return changed.map { source.replacing([index: String($0)]) }
    }
  }

  private static func ranges(_ source: PythonTokens) -> [String] {
    source.meaningful.compactMap { index in
      guard ["range", "len"].contains(source.tokens[index].text),
        source.tokens.indices.contains(index + 1), source.tokens[index + 1].text == "(",
        let close = source.closing(of: index + 1)
      else { return nil }
      let isRange = source.tokens[index].text == "range"
      return source.replacing([close: isRange ? " + 1)" : ") - 1"])
    }
  }
}
