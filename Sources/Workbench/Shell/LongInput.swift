/// Inputs of several lines: here-documents, lines that end in `\`, and one verb to a line.
package enum LongInput {
  /// Whether an input can run, or goes on in another line.
  ///
  /// It goes on after a `\` at its end, in a quote and in a here-document.
  package static func isComplete(_ input: String) -> Bool {
    var reader = Reader(input)
    return reader.read() && (try? CommandLineSplitter.split(reader.result)) != nil
  }

  /// The input as one line, as `CommandLineSplitter` takes it.
  ///
  /// `guide <<END`, followed by lines and a line `END`, becomes `guide "…"`; `\` joins lines; another
  /// newline outside of quotes separates verbs as `;` does. A line for the system's shell stays as
  /// it is.
  package static func flattened(_ input: String) -> String {
    guard input.contains(where: \.isNewline), !isForSystem(input) else { return input }
    var reader = Reader(input)
    _ = reader.read()
    return reader.result
  }

  /// Whether a here-document has begun and not ended.
  package static func isInHereDocument(_ input: String) -> Bool {
    guard input.contains("<<") else { return false }
    var reader = Reader(input)
    _ = reader.read()
    return reader.isInDocument
  }

  fileprivate static func isForSystem(_ input: String) -> Bool {
    input.first { !$0.isWhitespace } == "!"
  }
}

/// Goes through an input once.
private struct Reader {
  private(set) var result = ""
  private(set) var isInDocument = false

  private var rest: Substring
  private var quote: Character?
  private var isAtWordStart = true
  private let isForSystem: Bool
  /// The here-documents of this line: the words that end them, and what stands for them so far.
  private var documents: [(end: String, place: String)] = []

  init(_ input: String) {
    rest = Substring(input)
    isForSystem = LongInput.isForSystem(input)
  }

  /// Returns whether the input is complete.
  mutating func read() -> Bool {
    while let character = rest.popFirst() {
      if let mark = quote {
        takeQuoted(character, mark)
      } else {
        guard takePlain(character) else { return false }
      }
    }
    isInDocument = !documents.isEmpty
    return quote == nil && documents.isEmpty
  }

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
      guard let next = rest.popFirst() else { return false }
      if !next.isNewline { result += "\\\(next)" }
      isAtWordStart = next.isNewline && isAtWordStart
    case _ where character.isNewline: return endLine()
    case "#" where isAtWordStart && !isForSystem:
      rest = rest.drop { !$0.isNewline }
    case "<" where isAtWordStart || isForSystem:
      if !beginDocument() { append("<") }
    case "\"", "'":
      quote = character
      append(character)
    default: append(character)
    }
    return true
  }

  private mutating func append(_ character: Character) {
    result.append(character)
    isAtWordStart = character.isWhitespace || character == ";"
  }

  /// `<<WORD`: false when it is something else.
  private mutating func beginDocument() -> Bool {
    guard rest.first == "<" else { return false }
    let word = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard let first = word.first, first.isLetter || first == "_" else { return false }
    // Stands for the text until that is known; nobody types it.
    let place = "\u{0}\(documents.count)\u{0}"
    documents.append((String(word), place))
    rest = rest[word.endIndex...]
    result += place
    isAtWordStart = false
    return true
  }

  /// Takes the here-documents of the line that ended; false when one has no end.
  private mutating func endLine() -> Bool {
    while let (end, place) = documents.first {
      guard let text = takeDocument(until: end) else {
        isInDocument = true
        return false
      }
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
