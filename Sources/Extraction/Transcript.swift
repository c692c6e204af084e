import PythonText

/// An interactive session (`>>>` and `...`), as answers sometimes show their code.
enum Transcript {
  /// Whether a line of the text begins with Python's primary prompt.
  static func appears(in text: [UInt8]) -> Bool {
    text.lineRanges.contains { text.has(">>>", at: text.contentStart($0)) }
  }

  /// What was typed: the lines with a prompt, without it; what was printed is left out.
  static func typed(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for line in text.lineRanges {
      let start = text.contentStart(line)
      guard text.has(">>>", at: start) || text.has("...", at: start) else { continue }
      var rest = text[(start + 3)..<line.upperBound]
      if rest.first == .space { rest = rest.dropFirst() }
      result += rest
      if result.last != .newline { result.append(.newline) }
    }
    return result
  }
}
