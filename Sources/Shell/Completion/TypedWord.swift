/// A word as it must be typed, so that it is read as one word.
struct TypedWord {
  private(set) var text: String
  /// Closes the quote that the text opens; empty when it opens none.
  private(set) var close = ""

  /// A word in the place of the one at the cursor: in the quotes that this was begun with, else with
  /// a backslash before every character that would mean something else.
  init(_ word: String, inPlaceOf typed: CommandWords) {
    text = word
    if let mark = Self.mark(for: word, typed.partial) {
      close = String(mark)
      text = close + (mark == "'" ? word : Self.escaped(word))
    } else {
      escape(for: typed.place, isAtHome: typed.partial.hasPrefix("~/"))
    }
  }

  private static func mark(for word: String, _ typed: String) -> Character? {
    // Only double quotes can say a newline.
    if word.utf8.contains(UInt8(ascii: "\n")) { return "\"" }
    guard let first = typed.first, first == "\"" || first == "'" else { return nil }
    return first == "'" && word.contains("'") ? "\"" : first
  }

  private static func escaped(_ word: String) -> String {
    word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n").replacing("\t", with: "\\t")
  }

  private mutating func escape(for place: CommandWords.Place, isAtHome: Bool) {
    let signs = place == .program ? Self.programSigns : Self.signs
    // Nearly all of ten thousand names have none.
    if signs.areIn(text) {
      text = text.map { signs.has($0) ? "\\\($0)" : String($0) }.joined()
    }
    guard place != .program, let first = text.utf8.first, "_!<~".utf8.contains(first)
    else { return }
    let isMeantOtherwise =
      text == "_" || first == UInt8(ascii: "!") || text.hasPrefix("<<")
      || (text.hasPrefix("~/") && !isAtHome)
    if isMeantOtherwise { text = "\\" + text }
  }

  private static let signs = Signs("\"'\\;|>#")
  private static let programSigns = Signs("\"'\\;|>#<$&()*?[]{}!`")

  /// Characters that would end a word or mean something in it; blanks are among them.
  private struct Signs: Sendable {
    private let signs: String
    /// For each byte whether it is, or may be a part of, one of them.
    private let bytes: [Bool]

    init(_ signs: String) {
      self.signs = signs
      bytes = (0...255).map { $0 <= 0x20 || $0 >= 0x80 || signs.utf8.contains($0) }
    }

    func areIn(_ text: String) -> Bool { text.utf8.contains { bytes[Int($0)] } }

    func has(_ character: Character) -> Bool {
      character.isWhitespace || signs.contains(character)
    }
  }
}
