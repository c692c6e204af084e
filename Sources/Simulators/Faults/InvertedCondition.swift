/// A condition that asks for the opposite.
enum InvertedCondition: CodeFault {
  static let name = "inverted condition"
  static let weight = 2

  static func variants(of body: SolutionBody) -> [String] {
    let lines = body.lines
    return lines.indices.compactMap { index in
      guard let inverted = inverted(lines[index]) else { return nil }
      var changed = lines.map(String.init)
      changed[index] = inverted
      return changed.joined(separator: "\n")
    }
  }

  private static func inverted(_ line: Substring) -> String? {
    let space = line.prefix { $0.isWhitespace }
    for keyword in ["if ", "elif "] where line.dropFirst(space.count).hasPrefix(keyword) {
      guard line.hasSuffix(":") else { return nil }
      let condition = line.dropFirst(space.count + keyword.count).dropLast()
      return "\(space)\(keyword)not (\(condition)):"
    }
    return nil
  }
}
