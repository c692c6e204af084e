/// What changed inside a pair of lines, word by word.
enum WordDiff {
  /// Longer lines are marked as a whole.
  private static let mostWords = 1_000

  /// Both texts cut into pieces, each with whether it differs from the other text.
  struct Pieces: Hashable {
    var old: [Piece]
    var new: [Piece]
  }

  /// Neighbouring words that all differ, or all do not.
  struct Piece: Hashable {
    var text: String
    var differs: Bool
  }

  /// Compares two lines; nil when they have too little in common for marks to help.
  static func compare(_ old: String, _ new: String) -> Pieces? {
    let (oldWords, newWords) = (words(of: old), words(of: new))
    guard max(oldWords.count, newWords.count) <= mostWords,
      let matches = Myers.matches(oldWords, newWords, limit: mostWords)
    else { return nil }
    let common = matches.reduce(0) { $0 + weight(oldWords[$1.old]) }
    let most = max(oldWords.reduce(0) { $0 + weight($1) }, newWords.reduce(0) { $0 + weight($1) })
    guard common * 3 >= most else { return nil }
    return Pieces(
      old: pieces(oldWords, kept: Set(matches.map(\.old))),
      new: pieces(newWords, kept: Set(matches.map(\.new))))
  }

  /// Names and numbers, runs of blanks, and every other character by itself.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var last = Kind.sign
    for character in text {
      let kind = Kind(character)
      if kind == last, kind != .sign {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
      last = kind
    }
    return words
  }

  private enum Kind {
    case word
    case blank
    case sign

    init(_ character: Character) {
      if character.isLetter || character.isNumber || character == "_" {
        self = .word
      } else {
        self = character.isWhitespace ? .blank : .sign
      }
    }
  }

  /// Blanks in common say nothing about how alike two lines are.
  private static func weight(_ word: String) -> Int {
    word.first?.isWhitespace == true ? 0 : word.count
  }

  private static func pieces(_ words: [String], kept: Set<Int>) -> [Piece] {
    words.enumerated().reduce(into: []) { pieces, word in
      let differs = !kept.contains(word.offset)
      if pieces.last?.differs == differs {
        pieces[pieces.count - 1].text += word.element
      } else {
        pieces.append(Piece(text: word.element, differs: differs))
      }
    }
  }
}
