/// A top-level statement of a piece of Python, with the comments above it.
struct PythonStatement: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// `import a` or `from a import b`.
    case importing
    /// `def` or `async def`, decorators included.
    case function(String)
    case classDefinition(String)
    /// Anything that binds names with `=`, augmented or annotated.
    case assignment
    case assertion
    /// A call, a string or another expression on its own.
    case expression
    /// `if`, `for`, `while`, `try`, `with`, `match` and all that belongs to them.
    case compound
    /// `return` or `yield`: only a function's body has it.
    case bodyOnly
    /// `del`, `global`, `pass`, `raise` and the like.
    case simple
    /// Words that are not Python.
    case prose
  }

  var kind: Kind
  /// Positions of its logical lines in the module.
  var lines: Range<Int>
  /// The logical line with the keyword, after the decorators.
  var header: Int
  /// Its bytes, from the end of the statement before it.
  var bytes: Range<Int>
}

/// How far a definition can be taken for what the model meant to give.
enum Completeness: Int, Sendable, Comparable {
  /// Only a docstring, `pass` or `...`.
  case stub
  /// Breaks off: an open bracket, a header without a body.
  case cut
  /// Leaves something out with `...`.
  case elided
  case complete

  static func < (left: Completeness, right: Completeness) -> Bool {
    left.rawValue < right.rawValue
  }
}
