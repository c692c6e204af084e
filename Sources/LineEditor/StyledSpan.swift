/// How a span looks: the parameters of an SGR escape sequence.
package struct Style: Sendable, Hashable {
  /// What stands between `ESC[` and `m`; empty for plain text.
  package var sgr: String

  package init(_ sgr: String) { self.sgr = sgr }

  package static let plain = Style("")
  package static let bold = Style("1")
  package static let dim = Style("2")
  package static let underline = Style("4")
  package static let reverse = Style("7")
  package static let red = Style("31")
  package static let green = Style("32")
  package static let yellow = Style("33")
  package static let blue = Style("34")
  package static let magenta = Style("35")
  package static let cyan = Style("36")

  /// Both styles at once.
  package func with(_ other: Style) -> Style {
    Style([sgr, other.sgr].filter { !$0.isEmpty }.joined(separator: ";"))
  }

  /// The text between the escape sequences that switch this style on and off.
  func apply(to text: String) -> String {
    sgr.isEmpty || text.isEmpty ? text : "\u{1B}[\(sgr)m\(text)\u{1B}[0m"
  }
}

/// A piece of text in one style.
package struct StyledSpan: Sendable, Hashable, ExpressibleByStringLiteral {
  package var text: String
  package var style: Style

  package init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }

  package init(stringLiteral text: String) { self.init(text) }
}

extension [StyledSpan] {
  /// The text without its styles.
  package var plainText: String { map(\.text).joined() }

  /// The text with escape sequences for its styles, or without any.
  package func rendered(usesColour: Bool) -> String {
    map { usesColour ? $0.style.apply(to: $0.text) : $0.text }.joined()
  }
}
