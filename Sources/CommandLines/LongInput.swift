/// Inputs of several lines: here-documents, lines that end in `\`, and one verb to a line.
package enum LongInput {
  /// What keeps an input from being complete.
  package struct Opening: Sendable, Hashable {
    /// What is open.
    package enum Kind: Sendable, Hashable {
      case quote(Character)
      /// A here-document, and the word that ends it.
      case document(String)
      /// A `\` at the end.
      case backslash
    }

    package var kind: Kind
    /// Where it began: lines after the input's first.
    package var line: Int

    /// Whether a line could end it; only then is the whole input worth another look.
    package func mayEnd(with line: String) -> Bool {
      switch kind {
      case .quote(let mark): line.contains(mark)
      case .document(let end): line.trimming(while: \.isWhitespace) == end
      case .backslash: true
      }
    }
  }

  /// Whether an input can run, or goes on in another line.
  ///
  /// It goes on after a `\` at its end, in a quote and in a here-document.
  package static func isComplete(_ input: String) -> Bool { opening(of: input) == nil }

  /// What of an input is open; nil when it is complete.
  package static func opening(of input: String) -> Opening? {
    var reader = Reader(input)
    return reader.read()
  }

  /// The word that ends the here-document which begins at the start of a text: `END` of `<<END`.
  static func documentEnd(at text: Substring) -> Substring? {
    guard text.hasPrefix("<<") else { return nil }
    let word = text.dropFirst(2).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard let first = word.first, first.isLetter || first == "_" else { return nil }
    return word
  }

  /// The input as one line, as `CommandLineSplitter` takes it.
  ///
  /// `guide <<END`, followed by lines and a line `END`, becomes `guide "…"`; `\` joins lines; another
  /// newline outside of quotes separates verbs as `;` does. What belongs to the system's shell, from
  /// `!` in the place of a verb to the end of the input, stays as it is.
  package static func flattened(_ input: String) -> String {
    guard input.contains(where: \.isNewline) else { return input }
    var reader = Reader(input)
    _ = reader.read()
    return reader.flattened
  }
}

/// Goes through an input once.
private struct Reader {
  private let input: String
  private var rest: Substring
  private var result = ""
  private var isAtWordStart = true
  private var isAtVerb = true
  /// The quote that is open, and where it began.
  private var quote: (mark: Character, start: String.Index)?
  /// Whether it ends in a `\`.
  private var isCut = false
  /// The here-documents of this line: the words that end them, what stands for them so far, and where
  /// they began.
  private var documents: [(end: String, place: String, start: String.Index)] = []
  /// What was read before `!` in the place of a verb, and all from there on as it stands.
  private var system: String?

  init(_ input: String) {
    self.input = input
    rest = Substring(input)
  }

  var flattened: String { system ?? result }
  private var isForSystem: Bool { system != nil }

  /// Returns what is open in the end.
  mutating func read() -> LongInput.Opening? {
    while let character = rest.popFirst() {
      if let mark = quote?.mark {
        takeQuoted(character, mark)
      } else {
        guard takePlain(character) else { break }
      }
    }
    if let quote { return .init(kind: .quote(quote.mark), line: line(of: quote.start)) }
    if let first = documents.first {
      return .init(kind: .document(first.end), line: line(of: first.start))
    }
    return isCut ? .init(kind: .backslash, line: line(of: input.endIndex)) : nil
  }

  private func line(of place: String.Index) -> Int { input[..<place].count { $0.isNewline } }

  private mutating func takeQuoted(_ character: Character, _ mark: Character) {
    result.append(character)
    if character == mark {
      quote = nil
    } else if character == "\\", mark == "\"", let next = rest.popFirst() {
      result.append(next)
    }
  }

  /// False when the input ends in the middle.
  private mutating func takePlain(_ character: Character) -> Bool {
    switch character {
    case "\\":
      guard let next = rest.popFirst() else {
        isCut = true
        return false
      }
      guard !next.isNewline else { return true }
      result += "\\\(next)"
      (isAtWordStart, isAtVerb) = (false, false)
    case _ where character.isNewline: return endLine()
    case "!" where isAtVerb && !isForSystem:
      system = result + "!" + rest
      append(character)
    case "#" where isAtWordStart && !isForSystem:
      rest = rest.drop { !$0.isNewline }
    case "<" where isAtWordStart || isForSystem:
      if !beginDocument() { append("<") }
    case "\"", "'":
      quote = (character, input.index(before: rest.startIndex))
      append(character)
    default: append(character)
    }
    return true
  }

  private mutating func append(_ character: Character) {
    result.append(character)
    isAtWordStart = character.isWhitespace || character == ";"
    isAtVerb = character == ";" || (isAtVerb && character.isWhitespace)
  }

  /// `<<WORD`: false when it is something else.
  private mutating func beginDocument() -> Bool {
    let start = input.index(before: rest.startIndex)
    guard let word = LongInput.documentEnd(at: input[start...]) else { return false }
    // Stands for the text until that is known; no one types it.
    let place = "\u{0}\(documents.count)\u{0}"
    documents.append((String(word), place, start))
    rest = rest[word.endIndex...]
    result += place
    (isAtWordStart, isAtVerb) = (false, false)
    return true
  }

  /// Takes the here-documents of the line that ended; false when one has no end.
  private mutating func endLine() -> Bool {
    while let (end, place, _) = documents.first {
      guard let text = takeDocument(until: end) else { return false }
      result = result.replacing(place, with: CommandLineSplitter.join([text]))
      documents.removeFirst()
    }
    if !rest.isEmpty { append(";") }
    return true
  }

  private mutating func takeDocument(until end: String) -> String? {
    var lines: [Substring] = []
    while !rest.isEmpty {
      let line = rest.prefix { !$0.isNewline }
      rest = rest[line.endIndex...].dropFirst()
      // The editor indents a new line like the one before.
      if String(line).trimming(while: \.isWhitespace) == end {
        return lines.joined(separator: "\n")
      }
      lines.append(line)
    }
    return nil
  }
}
