package import LineEditor

extension CompletionSource {
  /// What Tab offers for the text before the cursor; whatever is no folder is followed by a space.
  package func completion(before text: String) -> Completion {
    let found = candidates(before: text)
    return Completion(
      replacing: found.replaced,
      with: found.candidates.map { candidate in
        Candidate(
          candidate.text, note: candidate.note, suffix: candidate.text.hasSuffix("/") ? "" : " ")
      })
  }
}
