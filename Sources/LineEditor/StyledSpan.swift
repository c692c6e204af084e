/// How a span looks: the parameters of an SGR escape sequence.
package struct SpanStyle: Sendable, Hashable {
  /// What stands between `ESC[` and `m`; empty for plain text.
  package var sgr: String

  /// A style by its SGR parameters, such as `1;32`.
  package init(_ sgr: String) { self.sgr = sgr }

  /// As the terminal shows text without a style.
  package static let plain = SpanStyle("")
  /// Bold or bright.
  package static let bold = SpanStyle("1")
  /// Fainter than plain text.
  package static let dim = SpanStyle("2")
  /// Underlined.
  package static let underline = SpanStyle("4")
  /// Foreground and background exchanged.
  package static let reverse = SpanStyle("7")
  /// The terminal's own red.
  package static let red = SpanStyle("31")
  /// The terminal's own green.
  package static let green = SpanStyle("32")
  /// The terminal's own yellow.
  package static let yellow = SpanStyle("33")
  /// The terminal's own blue.
  package static let blue = SpanStyle("34")
  /// The terminal's own magenta.
  package static let magenta = SpanStyle("35")
  /// The terminal's own cyan.
  package static let cyan = SpanStyle("36")

  /// Both styles at once.
  package func with(_ other: SpanStyle) -> SpanStyle {
    SpanStyle([sgr, other.sgr].filter { !$0.isEmpty }.joined(separator: ";"))
  }

  /// The style without its colours: what is bold, dim, underlined or reversed stays so.
  var withoutColour: SpanStyle {
    var kept: [Substring] = []
    var parameters = sgr.split(separator: ";")[...]
    while let parameter = parameters.popFirst() {
      switch Int(parameter.prefix { $0 != ":" }) ?? 0 {
      // A colour by its number (5) or by its three parts (2).
      case 38 where !parameter.contains(":"), 48 where !parameter.contains(":"):
        parameters = parameters.dropFirst(parameters.first == "2" ? 4 : 2)
      case 30...49, 90...107: break
      default: kept.append(parameter)
      }
    }
    return SpanStyle(kept.joined(separator: ";"))
  }

  /// The text between the escape sequences that switch this style on and off.
  func apply(to text: String, usesColour: Bool) -> String {
    let sgr = usesColour ? sgr : withoutColour.sgr
    return sgr.isEmpty || text.isEmpty ? text : "\u{1B}[\(sgr)m\(text)\u{1B}[0m"
  }
}

/// A piece of text in one style.
package struct StyledSpan: Sendable, Hashable, ExpressibleByStringLiteral {
  /// What is shown.
  package var text: String
  /// How it is shown.
  package var style: SpanStyle

  /// Text in a style; plain without one.
  package init(_ text: String, _ style: SpanStyle = .plain) {
    self.text = text
    self.style = style
  }

  /// Plain text.
  package init(stringLiteral text: String) { self.init(text) }
}

extension [StyledSpan] {
  /// The text without its styles.
  package var plainText: String { map(\.text).joined() }

  /// The text with escape sequences for its styles, or for what is no colour in them.
  package func rendered(usesColour: Bool) -> String {
    map { $0.style.apply(to: $0.text, usesColour: usesColour) }.joined()
  }
}
