/// A word as it is to be typed, so that it is read as the one word it is.
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
    if word.contains(where: \.isNewline) { return "\"" }
    guard let first = typed.first, first == "\"" || first == "'" else { return nil }
    return first == "'" && word.contains("'") ? "\"" : first
  }

  private static func escaped(_ word: String) -> String {
    word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n").replacing("\t", with: "\\t")
  }

  private mutating func escape(for place: CommandWords.Place, isAtHome: Bool) {
    let signs = place == .program ? "\"'\\;|>#<$&()*?[]{}!`" : "\"'\\;|>#"
    text = text.map { $0.isWhitespace || signs.contains($0) ? "\\\($0)" : String($0) }.joined()
    let isMeantOtherwise =
      text == "_" || text.hasPrefix("!") || text.hasPrefix("<<")
      || (text.hasPrefix("~/") && !isAtHome)
    if isMeantOtherwise, place != .program { text = "\\" + text }
  }
}
