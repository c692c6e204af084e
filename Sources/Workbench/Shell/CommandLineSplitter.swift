/// A line taken apart: verbs at `;`, words at spaces; quotes protect both.
package struct SplitLine: Sendable, Hashable {
  /// One verb with its words.
  package struct Command: Sendable, Hashable {
    package var words: [String]
    /// The command as it was typed, without the space around it.
    package var source: String
  }

  package var commands: [Command] = []
}

/// A line whose quotes do not close.
package struct UnclosedQuote: Error, Sendable, Hashable {
  package var mark: Character
}

/// Takes typed lines apart.
package enum CommandLineSplitter {
  /// The commands of a line.
  ///
  /// Double quotes know `\n`, `\t`, `\"` and `\\`; single quotes take all as it stands. `#` at the
  /// start of a word begins a comment; the rest of the line is nobody's.
  ///
  /// - Throws: `UnclosedQuote`.
  package static func split(_ line: String) throws(UnclosedQuote) -> SplitLine {
    var splitter = Splitter(line)
    return try splitter.run()
  }

  /// Writes words so that `split` gives them back.
  package static func join(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty && word.first != "#"
      && word.allSatisfy { !$0.isWhitespace && !"\"'\\;".contains($0) }
    if isPlain { return word }
    var text = "\""
    for character in word {
      switch character {
      case "\"", "\\": text += "\\\(character)"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      default: text.append(character)
      }
    }
    return text + "\""
  }
}

private struct Splitter {
  private var rest: Substring
  private var result = SplitLine()
  private var words: [String] = []
  private var word: String?
  private var source = ""

  init(_ line: String) {
    rest = Substring(line)
  }

  mutating func run() throws(UnclosedQuote) -> SplitLine {
    scanning: while let character = rest.popFirst() {
      switch character {
      case ";":
        endCommand()
        continue
      case "#" where word == nil:
        break scanning
      case "\"", "'":
        try quote(character)
      case "\\":
        source.append(character)
        if let next = rest.popFirst() { append(next) }
      case _ where character.isWhitespace:
        endWord()
        source.append(character)
      default: append(character)
      }
    }
    endCommand()
    return result
  }

  private mutating func append(_ character: Character) {
    word = (word ?? "") + String(character)
    source.append(character)
  }

  private mutating func quote(_ mark: Character) throws(UnclosedQuote) {
    source.append(mark)
    var text = word ?? ""
    while let character = rest.popFirst() {
      source.append(character)
      if character == mark {
        word = text
        return
      }
      if character == "\\", mark == "\"", let next = rest.popFirst() {
        source.append(next)
        text += Self.escaped(next)
      } else {
        text.append(character)
      }
    }
    throw UnclosedQuote(mark: mark)
  }

  private static func escaped(_ character: Character) -> String {
    switch character {
    case "n": "\n"
    case "t": "\t"
    case "\"", "\\": String(character)
    default: "\\\(character)"
    }
  }

  private mutating func endWord() {
    if let word { words.append(word) }
    word = nil
  }

  private mutating func endCommand() {
    endWord()
    let text = source.trimming(while: \.isWhitespace)
    if !words.isEmpty { result.commands.append(SplitLine.Command(words: words, source: text)) }
    (words, source) = ([], "")
  }
}

extension String {
  /// Without the characters at either end that `isDropped` accepts.
  func trimming(while isDropped: (Character) -> Bool) -> String {
    var text = self[...]
    while let first = text.first, isDropped(first) { text.removeFirst() }
    while let last = text.last, isDropped(last) { text.removeLast() }
    return String(text)
  }
}
