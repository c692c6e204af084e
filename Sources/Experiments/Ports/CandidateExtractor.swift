/// Reads the code out of what a model wrote.
///
/// Pure: the same text gives the same candidate.
package protocol CandidateExtractor: Sendable {
  /// The code of a raw completion, made ready to run.
  ///
  /// `truncated` says that the model stopped at its output limit.
  func extract(from completion: String, for problem: Problem, truncated: Bool) -> Extraction
}
