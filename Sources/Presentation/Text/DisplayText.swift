import TerminalText

/// Text as it stands on a terminal: how wide, how cut, how made harmless.
package enum DisplayText {
  /// Columns a harmless text takes.
  package static func width(_ text: some StringProtocol) -> Int { TextWidth.columns(of: text) }

  /// The text cut to `width` columns, with `…` as its last character when it was cut.
  static func truncated(_ text: String, to width: Int) -> String {
    TextWidth.truncate(text, to: width)
  }

  /// Text of any origin as one harmless line, cut to `width` columns.
  static func oneLine(_ text: String, width: Int) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let line = truncated(makeHarmless(words), to: width)
    return line.hasSuffix(" …") ? line.dropLast(2) + "…" : line
  }

  /// Text of any origin with controls, escapes and bidirectional overrides made visible.
  ///
  /// A newline is a control too here: what this returns is one line. Tabs stay.
  package static func harmless(_ text: String) -> String {
    makeHarmless(text).replacing("\n", with: "␊")
  }

  /// The same for text of several lines; newlines and tabs stay.
  package static func harmlessLines(_ text: String) -> String { makeHarmless(text) }
}
