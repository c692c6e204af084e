/// What a piece of text means; the theme decides how it looks.
package enum Style: Sendable, Hashable, CaseIterable {
  case plain
  /// Secondary: units, hints, what a reader may skip.
  case dim
  /// What one looks for first: a name, a number.
  case strong
  /// Passed, solved.
  case good
  /// Failed.
  case bad
  /// Needs attention.
  case warning
  /// An address that can be typed: `@4`, `s1`.
  case address
  /// The path of a file; a link where the terminal has links.
  case file
  /// A line of a diff that was added, and the words inside it that differ.
  case added
  case addedWord
  case removed
  case removedWord
  /// Python source.
  case keyword
  case string
  case comment
}

/// One line of text made of styled pieces.
package struct StyledText: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// A run of text in one style.
  package struct Span: Sendable, Hashable {
    package var text: String
    package var style: Style

    package init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  package var spans: [Span]

  package init(_ spans: [Span] = []) {
    self.spans = spans
  }

  package init(_ text: String, _ style: Style = .plain) {
    spans = [Span(text, style)]
  }

  package init(stringLiteral value: String) {
    self.init(value)
  }

  /// Gathers spans: `"\("@4", .address) failed"`.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var spans: [Span] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { spans.append(Span(literal)) }
    }

    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      spans.append(Span(value.description))
    }

    package mutating func appendInterpolation(
      _ value: some CustomStringConvertible, _ style: Style
    ) {
      spans.append(Span(value.description, style))
    }

    package mutating func appendInterpolation(_ text: StyledText) { spans += text.spans }
  }

  package init(stringInterpolation: StringInterpolation) {
    spans = stringInterpolation.spans
  }

  /// The text without its styles.
  package var plain: String { spans.map(\.text).joined() }

  package var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }

  /// One text after the other, each with its styles.
  package static func + (left: StyledText, right: StyledText) -> StyledText {
    StyledText(left.spans + right.spans)
  }

  package static func += (left: inout StyledText, right: StyledText) { left.spans += right.spans }
}
