/// A verb could not do what was asked: what, why, and what to try.
package struct WorkbenchError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of end a script makes of it.
  package enum Kind: Sendable, Hashable {
    /// A word of the line is wrong: exit 2 on the command line, 3 in a script.
    case usage
    /// The verb failed: exit 3.
    case failed
    /// A model's server could not be reached or refused the key: exit 4.
    case provider
    /// A part could not be done, the rest was: exit 1 on the command line, 3 in a script.
    case incomplete
    /// The budget does not allow the call: exit 5.
    case budget
    /// Other work is running in its place: exit 3.
    case busy
    /// A person stopped it.
    case interrupted
  }

  package var kind: Kind
  /// One or two sentences.
  package var message: String
  /// What to try next; nil where nothing helps.
  package var hint: String?
  /// The word of the line that is wrong, to be marked.
  package var word: String?

  /// `hint` has no default: each throw says what to try next, or `nil` where nothing helps.
  package init(
    _ message: String, hint: String?, word: String? = nil, kind: Kind = .failed
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.word = word
  }

  package var description: String {
    guard let hint else { return message }
    return "\(message) (\(hint))"
  }
}
