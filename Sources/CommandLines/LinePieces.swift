/// A piece of a line as it is typed; the pieces of a line, put together, are the line.
package struct LinePiece: Sendable, Hashable {
  /// What a piece is to the line.
  package enum Kind: Sendable, Hashable {
    case blank
    case word
    /// `;`, or a newline outside of quotes.
    case separator
    /// `>`, `>>` or `|`.
    case sign
    /// `!` in the place of a verb; what follows is the system's shell's.
    case bang
    /// From `#` to the end of the line.
    case comment
    /// The lines of here-documents, from the newline before them on, with those that end them.
    case document
  }

  package var kind: Kind
  /// As it was typed.
  package var source: String
  /// What a word means: quotes and escapes taken off.
  package var text = ""
  /// Whether nothing of a word was quoted or escaped.
  var isBare = true
  /// The mark of a quote that does not close.
  var openQuote: Character?

  package init(
    kind: Kind, source: String, text: String = "", isBare: Bool = true, openQuote: Character? = nil
  ) {
    self.kind = kind
    self.source = source
    self.text = text
    self.isBare = isBare
    self.openQuote = openQuote
  }
}

/// Takes a line into pieces: the one place that knows where words, signs and comments begin.
///
/// Double quotes know `\n`, `\t`, `\"` and `\\`; single quotes take all as it stands. `>`, `>>`, `|`
/// and `#` count where a word begins, so that `->`, `x>3` and `>=` are words; behind `!` none does.
package struct LinePieces: Sequence, IteratorProtocol {
  private var rest: Substring
  private var isAtVerb = true
  private var isForSystem = false
  /// The words that end the here-documents begun in this line.
  private var documentEnds: [Substring] = []

  package init(_ line: String) {
    rest = Substring(line)
  }

  /// The next piece; nil at the end of the line.
  package mutating func next() -> LinePiece? {
    guard let first = rest.first else { return nil }
    if isBlank(first) {
      let spansLines = isForSystem
      let blank = taken { $0.isWhitespace && (spansLines || !$0.isNewline) }
      return LinePiece(kind: .blank, source: blank)
    }
    if isJoin { return LinePiece(kind: .blank, source: taken(2)) }
    if !isForSystem {
      if first.isNewline, !documentEnds.isEmpty { return document() }
      if first == ";" || first.isNewline {
        isAtVerb = true
        return LinePiece(kind: .separator, source: taken(1))
      }
      if first == "#" { return LinePiece(kind: .comment, source: taken { !$0.isNewline }) }
      if first == "!", isAtVerb {
        isForSystem = true
        return LinePiece(kind: .bang, source: taken(1))
      }
    }
    isAtVerb = false
    if !isForSystem, let sign { return LinePiece(kind: .sign, source: taken(sign)) }
    return word()
  }

  /// A newline separates verbs, but not what belongs to the system's shell.
  private func isBlank(_ character: Character) -> Bool {
    character.isWhitespace && (isForSystem || !character.isNewline)
  }

  /// Whether a `\` stands here that joins two lines.
  private var isJoin: Bool { rest.first == "\\" && rest.dropFirst().first?.isNewline == true }

  /// How long the sign is that stands here; before `=` or another `|` it is a word like any other.
  private var sign: Int? {
    let length = rest.hasPrefix(">>") ? 2 : rest.hasPrefix(">") || rest.hasPrefix("|") ? 1 : 0
    let next = rest.dropFirst(length).first
    return length == 0 || next == "=" || next == "|" ? nil : length
  }

  private mutating func taken(_ count: Int) -> String {
    defer { rest = rest.dropFirst(count) }
    return String(rest.prefix(count))
  }

  private mutating func taken(while isTaken: (Character) -> Bool) -> String {
    let piece = rest.prefix(while: isTaken)
    rest = rest[piece.endIndex...]
    return String(piece)
  }

  private mutating func word() -> LinePiece {
    let start = rest
    var piece = LinePiece(kind: .word, source: "")
    while let character = rest.first, !endsWord(character), !isJoin {
      rest.removeFirst()
      switch character {
      case "\"", "'":
        piece.isBare = false
        takeQuoted(character, into: &piece)
      case "\\":
        piece.isBare = false
        if let next = rest.popFirst() { piece.text.append(next) }
      default: piece.text.append(character)
      }
    }
    piece.source = String(start[..<rest.startIndex])
    if let end = LongInput.documentEnd(at: start[..<rest.startIndex]) { documentEnds.append(end) }
    return piece
  }

  private mutating func document() -> LinePiece {
    let start = rest
    while let end = documentEnds.first, rest.popFirst() != nil {
      let line = rest.prefix { !$0.isNewline }
      rest = rest[line.endIndex...]
      if line.trimming(while: \.isWhitespace) == end { documentEnds.removeFirst() }
    }
    return LinePiece(kind: .document, source: String(start[..<rest.startIndex]))
  }

  private func endsWord(_ character: Character) -> Bool {
    character.isWhitespace || (character == ";" && !isForSystem)
  }

  private mutating func takeQuoted(_ mark: Character, into piece: inout LinePiece) {
    while let character = rest.popFirst() {
      if character == mark { return }
      if character == "\\", mark == "\"", let next = rest.popFirst() {
        piece.text += Self.escaped(next)
      } else {
        piece.text.append(character)
      }
    }
    piece.openQuote = mark
  }

  private static func escaped(_ character: Character) -> String {
    switch character {
    case "n": "\n"
    case "t": "\t"
    case "\"", "\\": String(character)
    default: "\\\(character)"
    }
  }
}
