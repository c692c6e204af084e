/// Two simple arguments of a call in the wrong order.
enum SwappedArguments: CodeFault {
  static let name = "swapped arguments"
  static let weight = 3

  static func variants(of body: SolutionBody) -> [String] {
    let source = body.tokens
    let places = source.meaningful
    return places.indices.dropLast(5).compactMap { start in
      let six = (0..<6).map { places[start + $0] }
      let texts = six.map { source.tokens[$0].text }
      let isSimple = [2, 4].allSatisfy { [.name, .number].contains(source.tokens[six[$0]].kind) }
      guard source.tokens[six[0]].kind == .name, isSimple, texts[1] == "(", texts[3] == ",",
        texts[5] == ")", texts[2] != texts[4]
      else { return nil }
      return source.replacing([six[2]: texts[4], six[4]: texts[2]])
    }
  }
}
