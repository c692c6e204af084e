/// An index past the end, or an attribute that the value does not have.
enum RaisedException: CodeFault {
  static let name = "exception"
  static let weight = 2

  static func variants(of body: SolutionBody) -> [String] {
    indices(body.tokens) + attributes(body.tokens)
  }

  private static func indices(_ source: PythonTokens) -> [String] {
    let places = source.meaningful
    return places.indices.dropLast(3).compactMap { start in
      let four = (0..<4).map { places[start + $0] }
      let tokens = four.map { source.tokens[$0] }
      guard tokens[0].kind == .name, tokens[1].text == "[", tokens[3].text == "]",
        [.name, .number].contains(tokens[2].kind)
      else { return nil }
      return source.replacing([four[2]: "\(tokens[2].text) + len(\(tokens[0].text))"])
    }
  }

  private static func attributes(_ source: PythonTokens) -> [String] {
    source.returned.map { range in
      var changes = [range.lowerBound: "(" + source.tokens[range.lowerBound].text]
      changes[range.upperBound] =
        (changes[range.upperBound] ?? source.tokens[range.upperBound].text) + ").value"
      return source.replacing(changes)
    }
  }
}
