/// What is judged.
package enum Submission: Sendable, Hashable {
  /// A complete program text, as in `Candidate.code`.
  case source(String)
  /// A unified diff against the problem's own files.
  case patch(String)
  /// Whole files by their path inside the problem's own files.
  case files([String: String])

  /// What kind of thing a submission is.
  package enum Form: String, Sendable, Hashable, CaseIterable {
    case source
    case patch
    case files
  }

  /// The program text; nil when it is no source.
  package var source: String? {
    guard case .source(let text) = self else { return nil }
    return text
  }

  package var form: Form {
    switch self {
    case .source: .source
    case .patch: .patch
    case .files: .files
    }
  }
}
