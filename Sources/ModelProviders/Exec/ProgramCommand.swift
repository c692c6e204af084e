/// A program and its arguments, as `exec:PROGRAM ARGS` has them.
struct ProgramCommand: Sendable, Hashable {
  /// A path, or a name that is looked up in `PATH`.
  var program: String
  var arguments: [String]

  /// Splits a line at its spaces; nil when there is no program or a quote stays open.
  ///
  /// Quotes keep words together and a backslash takes the next character as it is.
  init?(_ line: String) {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character.isWhitespace {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let done = word { words.append(done) }
    guard quote == nil, !isEscaped, let program = words.first, !program.isEmpty else { return nil }
    self.program = program
    arguments = Array(words.dropFirst())
  }
}
