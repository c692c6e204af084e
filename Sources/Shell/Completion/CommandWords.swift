import CommandLines
import Verbs

/// What stands before the cursor, as completion and hints read it.
struct CommandWords: Sendable, Hashable {
  /// What the word at the cursor is part of.
  enum Place: Sendable, Hashable {
    /// A verb with its words.
    case verb
    /// The file after `>`.
    case file
    /// A program: after `!` or `|`.
    case program
    case comment
  }

  var place = Place.verb
  /// The words of the last command that are complete, quotes taken off.
  var words: [String] = []
  /// The word at the cursor; empty after a space.
  private(set) var last = LinePiece(kind: .word, source: "")

  /// The word at the cursor as it was typed, quotes included.
  var partial: String { last.source }
  /// The word at the cursor, quotes taken off.
  var word: String { last.text }

  /// Reads a line up to the cursor; a quote that is still open holds the word at the cursor.
  init(before text: String) {
    for piece in LinePieces(text) {
      if !partial.isEmpty { words.append(word) }
      last = piece.kind == .word ? piece : LinePiece(kind: .word, source: "")
      switch piece.kind {
      case .blank, .word: break
      case .comment: place = .comment
      case .separator: (words, place) = ([], .verb)
      case .sign: (words, place) = ([], piece.source == "|" ? .program : .file)
      case .bang: (words, place) = ([], .program)
      case .document:
        let word = piece.source.reversed().prefix { !$0.isWhitespace }.reversed()
        last = LinePiece(kind: .word, source: String(word), text: String(word))
      }
    }
  }
}
