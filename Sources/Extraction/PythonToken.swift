/// A token of Python source and the bytes it covers.
struct PythonToken: Sendable, Hashable {
  enum Kind: Sendable {
    case name
    case number
    case string
    /// An operator or delimiter, the longest that fits: `**=`, `->`, `(`.
    case symbol
    /// A character that no Python outside strings has: `?`, a smart quote, an emoji.
    case invalid
  }

  var kind: Kind
  var start: Int
  var end: Int
}

/// A logical line of Python: what the grammar sees as one, over as many physical lines as it takes.
struct LogicalLine: Sendable, Hashable {
  /// Offset of the first byte of its first physical line, indentation included.
  var start: Int
  /// Offset past its line break.
  var end: Int
  /// Columns of indentation, tabs to multiples of 8 as Python counts.
  var indent: Int
  /// Positions of its tokens among all tokens.
  var tokens: Range<Int>
  /// The text ended inside its brackets or its triple-quoted string.
  var isOpen: Bool
  /// A string ended at the line's end, or a bracket closes what was not opened.
  var isBroken: Bool
}
