import Experiments

/// A line taken apart: verbs at `;`, words at spaces, where the output goes at `>` and `|`.
///
/// Quotes and a backslash protect all of these. `!` in the place of a verb takes the rest as it stands.
package struct SplitLine: Sendable, Hashable {
  /// One verb with its words.
  package struct Command: Sendable, Hashable {
    /// The verb and its words, up to a `>` or `|`.
    package var words: [String]
    /// The command as it was typed, without the space around it.
    package var source: String
    /// Where the output goes; nil for the terminal.
    package var redirection: Redirection?
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
  /// `LinePieces` says where words, signs and comments begin. A word that begins with a bare `~/`
  /// lies in `home`, where that is known.
  ///
  /// - Throws: `UnclosedQuote`.
  package static func split(
    _ line: String, home: String? = nil
  ) throws(UnclosedQuote) -> SplitLine {
    var splitter = Splitter(home: home)
    return try splitter.run(line)
  }

  /// Writes words so that `split` gives them back.
  package static func join(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty && word != "_" && !"#>|".contains(word.prefix(1)) && !word.hasPrefix("~/")
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

/// Puts the pieces of a line together to commands.
private struct Splitter {
  private let home: String?
  private var result = SplitLine()
  private var words: [String] = []
  private var bare: Set<Int> = []
  private var source = ""
  /// The first sign of the command: how many words and how much source stand before what follows it.
  private var sign: (text: String, words: Int, source: Int)?
  /// What stands behind `!`.
  private var system: String?

  init(home: String?) {
    self.home = home
  }

  mutating func run(_ line: String) throws(UnclosedQuote) -> SplitLine {
    for piece in LinePieces(line) {
      switch piece.kind {
      case .separator: endCommand()
      case .comment, .document: break
      case .bang: system = ""
      case _ where system != nil: system? += piece.source
      case .blank: source += piece.source
      case .word: try take(piece)
      case .sign: takeSign(piece.source)
      }
    }
    endCommand()
    return result
  }

  private mutating func take(_ piece: LinePiece) throws(UnclosedQuote) {
    if let mark = piece.openQuote { throw UnclosedQuote(mark: mark) }
    source += piece.source
    if piece.isBare { bare.insert(words.count) }
    // The `~/` itself is bare when the word was typed like that, whatever is quoted behind it.
    let isAtHome = piece.source.hasPrefix("~/")
    words.append(isAtHome ? HomeFolder.expanded(piece.text, home: home) : piece.text)
  }

  private mutating func takeSign(_ text: String) {
    source += text
    bare.insert(words.count)
    words.append(text)
    if sign == nil { sign = (text, words.count, source.count) }
  }

  private mutating func endCommand() {
    if let system {
      let command = system.trimming(while: \.isWhitespace)
      result.commands.append(
        SplitLine.Command(
          words: command.isEmpty ? ["!"] : ["!", command], source: "!\(command)"))
    } else if !words.isEmpty {
      result.commands.append(
        SplitLine.Command(
          words: sign.map { Array(words[..<($0.words - 1)]) } ?? words,
          source: source.trimming(while: \.isWhitespace), redirection: redirection,
          bare: bare))
    }
    (words, bare, source, sign, system) = ([], [], "", nil, nil)
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
  package func trimming(while isDropped: (Character) -> Bool) -> String {
    var text = Substring(self)
    while let first = text.first, isDropped(first) { text.removeFirst() }
    while let last = text.last, isDropped(last) { text.removeLast() }
    return String(text)
  }
}
