/// Colours a line while it is typed: verbs that there are, addresses, options, texts.
package enum LineHighlighter {
  /// The line in pieces; their text is the line, character by character.
  package static func highlight(_ line: String) -> StyledText {
    var text = StyledText()
    var isFirst = true
    for piece in pieces(of: line) {
      if piece.first?.isWhitespace == true {
        text += StyledText(piece)
      } else if [";", "|", ">", ">>"].contains(piece) {
        text += StyledText(piece, .dim)
        isFirst = piece == ";"
      } else {
        text += StyledText(piece, isFirst ? style(ofVerb: piece) : style(ofWord: piece))
        isFirst = false
      }
    }
    return text
  }

  private static func style(ofVerb word: String) -> Style {
    if word.hasPrefix("!") || word.hasPrefix("#") { return .dim }
    return (try? VerbTable.verb(for: word)) == nil ? .plain : .strong
  }

  private static func style(ofWord word: String) -> Style {
    if word.hasPrefix("\"") || word.hasPrefix("'") { return .string }
    if word.hasPrefix("#") { return .comment }
    if word.hasPrefix("--") { return .keyword }
    if word.hasPrefix("@"), word.dropFirst().allSatisfy({ $0.isNumber }) { return .address }
    return .plain
  }

  /// Runs of blanks, quoted texts with what sticks to them, signs, words, and a comment to the end.
  private static func pieces(of line: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var quote: Character?
    var isEscaped = false
    func end() {
      if !piece.isEmpty { pieces.append(piece) }
      piece = ""
    }
    for (offset, character) in line.enumerated() {
      if quote != nil || isEscaped {
        piece.append(character)
        if isEscaped { isEscaped = false } else if character == quote { quote = nil }
        continue
      }
      if piece.hasPrefix("#") {
        piece.append(character)
        continue
      }
      switch character {
      case "\"", "'":
        if piece.last?.isWhitespace == true { end() }
        quote = character
        piece.append(character)
      case "\\":
        if piece.last?.isWhitespace == true { end() }
        isEscaped = true
        piece.append(character)
      case ";", "|", ">":
        if character != ">" || piece != ">" { end() }
        piece.append(character)
        let next = line.dropFirst(offset + 1).first
        if character != ">" || next != ">" || piece == ">>" { end() }
      default:
        if character.isWhitespace != (piece.last?.isWhitespace ?? character.isWhitespace) { end() }
        piece.append(character)
      }
    }
    end()
    return pieces
  }
}
