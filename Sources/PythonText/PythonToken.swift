/// A token of Python source and the bytes it covers.
package struct PythonToken: Sendable, Hashable {
  /// What a token is.
  package enum Kind: Sendable {
    case name
    case number
    case string
    /// An operator or delimiter, the longest that fits: `**=`, `->`, `(`.
    case symbol
    /// A character that no Python outside strings has: `?`, a smart quote, an emoji.
    case invalid
  }

  package var kind: Kind
  package var start: Int
  package var end: Int
}

/// A logical line of Python: what the grammar sees as one, over as many physical lines as it takes.
package struct LogicalLine: Sendable, Hashable {
  /// Offset of the first byte of its first physical line, indentation included.
  package var start: Int
  /// Offset past its line break.
  package var end: Int
  /// Columns of indentation, tabs to multiples of 8 as Python counts.
  package var indent: Int
  /// Positions of its tokens among all tokens.
  package var tokens: Range<Int>
  /// The text ended inside its brackets or its triple-quoted string.
  package var isOpen: Bool
  /// A string ended at the line's end, or a bracket closes what was not opened.
  package var isBroken: Bool
}
