/// The code taken from a completion, with the reason why this code and no other.
package struct Candidate: Sendable, Hashable, Codable {
  /// What `code` is relative to the problem's prompt.
  package enum Form: String, Sendable, Hashable, Codable {
    /// Continues the prompt: the function's body.
    case continuation
    /// Defines the entry point itself; runs after the prompt's own imports and helpers.
    case definition
  }

  /// Complete Python source: ready to run as a file, prompt imports and helpers included.
  package var code: String
  /// How the completion was read.
  package var form: Form
  /// Which part was chosen, in words: `block 2 of 3`, `whole answer`.
  package var origin: String
  /// What was repaired or left out, one short phrase each: `imports restored: math`.
  package var notes: [String]

  package init(code: String, form: Form, origin: String, notes: [String] = []) {
    self.code = code
    self.form = form
    self.origin = origin
    self.notes = notes
  }
}

/// What reading a completion gave.
package enum Extraction: Sendable, Hashable {
  /// Code that defines, or continues to, the entry point.
  case candidate(Candidate)
  /// No code: the outcome is `no-code`, `refused` or `truncated`, and why in words.
  case nothing(Outcome, reason: String)
}
