import CommandLines
package import Presentation
import Verbs

/// Colours a line while it is typed: verbs that there are, addresses, options, texts.
package enum LineHighlighter {
  /// The line in pieces; their text is the line, character by character.
  package static func highlight(_ line: String) -> StyledText {
    var text = StyledText()
    var isFirst = true
    for piece in LinePieces(line) {
      switch piece.kind {
      case .blank: text += StyledText(piece.source)
      case .comment: text += StyledText(piece.source, .comment)
      case .document: text += StyledText(piece.source, .string)
      case .separator, .sign, .bang:
        text += StyledText(piece.source, .dim)
        isFirst = piece.kind == .separator
      case .word:
        text += StyledText(piece.source, isFirst ? style(ofVerb: piece) : style(of: piece.source))
        isFirst = false
      }
    }
    return text
  }

  private static func style(ofVerb word: LinePiece) -> Style {
    (try? VerbTable.verb(for: word.text)) == nil ? .plain : .strong
  }

  private static func style(of word: String) -> Style {
    if word.hasPrefix("\"") || word.hasPrefix("'") { return .string }
    if word.hasPrefix("--") { return .keyword }
    if word.hasPrefix("@"), word.dropFirst().allSatisfy({ $0.isNumber }) { return .address }
    return .plain
  }
}
