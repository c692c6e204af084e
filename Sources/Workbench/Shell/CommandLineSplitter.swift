/// A line taken apart: verbs at `;`, words at spaces, where the output goes at `>` and `|`.
///
/// Quotes and a backslash protect all of these.
package struct SplitLine: Sendable, Hashable {
  /// One verb with its words.
  package struct Command: Sendable, Hashable {
    /// The verb and its words, up to a `>` or `|`.
    package var words: [String]
    /// The command as it was typed, without the space around it.
    package var source: String
    /// Where the output goes; nil for the terminal.
    package var redirection: Redirection?
    /// All words, `>` and `|` and what follows among them, for verbs that compare with these signs.
    package var wordsWithSigns: [String]
    /// The places of words in which nothing was quoted or escaped.
    package var bare: Set<Int> = []
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
  /// start of a word begins a comment; the rest of the line is nobody's. `>`, `>>` and `|` count
  /// where a word begins, so that `->`, `x>3` and `>=` are words.
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
      !word.isEmpty && word != "_" && !"#>|".contains(word.prefix(1))
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
  private var isBare = true
  private var bare: Set<Int> = []
  private var source = ""
  /// The first sign of the command: how many words and how much source stand before what follows it.
  private var sign: (text: String, words: Int, source: Int)?

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
      case ">" where word == nil, "|" where word == nil:
        takeSign(character)
      case "\"", "'":
        try quote(character)
      case "\\":
        isBare = false
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

  /// `>`, `>>` or `|`; before `=` or another `|` it is the beginning of a word like any other.
  private mutating func takeSign(_ character: Character) {
    append(character)
    if character == ">", rest.first == ">" {
      rest.removeFirst()
      append(character)
    }
    guard rest.first != "=", rest.first != "|", let text = word else { return }
    endWord()
    if sign == nil { sign = (text, words.count, source.count) }
  }

  private mutating func quote(_ mark: Character) throws(UnclosedQuote) {
    isBare = false
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
    if let word {
      if isBare { bare.insert(words.count) }
      words.append(word)
    }
    (word, isBare) = (nil, true)
  }

  private mutating func endCommand() {
    endWord()
    if !words.isEmpty {
      result.commands.append(
        SplitLine.Command(
          words: sign.map { Array(words[..<($0.words - 1)]) } ?? words,
          source: source.trimming(while: \.isWhitespace), redirection: redirection,
          wordsWithSigns: words, bare: bare))
    }
    (words, bare, source, sign) = ([], [], "", nil)
  }

  private var redirection: Redirection? {
    guard let sign else { return nil }
    guard sign.text == "|" else {
      return .file(Array(words[sign.words...]), appends: sign.text == ">>")
    }
    return .command(String(source.dropFirst(sign.source)).trimming(while: \.isWhitespace))
  }
}

extension StringProtocol {
  /// Without the characters at either end that `isDropped` accepts.
  func trimming(while isDropped: (Character) -> Bool) -> String {
    var text = Substring(self)
    while let first = text.first, isDropped(first) { text.removeFirst() }
    while let last = text.last, isDropped(last) { text.removeLast() }
    return String(text)
  }
}
