/// A piece of Python source: the pieces of a text, in order, cover all of it.
package struct PythonPiece: Sendable, Hashable {
  /// What a piece is.
  package enum Kind: Sendable, Hashable {
    case name
    case number
    /// With its prefix and its quotes; one that is not closed ends with its line, or with the text
    /// when its quotes are triple.
    case string(isTriple: Bool, isClosed: Bool)
    /// An operator or delimiter, the longest that fits: `**=`, `->`, `(`.
    case symbol
    /// Without its line break.
    case comment
    /// White space, and characters that look like it or like nothing.
    case blank
    case lineBreak
    /// A backslash at the end of a line, with the line break.
    case continuation
    /// A character that no Python outside strings has: `?`, a smart quote, an emoji.
    case invalid
  }

  package var kind: Kind
  /// Offset of its first byte.
  package var start: Int
  /// Offset past its last byte.
  package var end: Int
}
