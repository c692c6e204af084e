package import LineEditor

extension CompletionSource {
  /// What Tab offers for the text before the cursor; whatever is no folder is followed by a space.
  package func completion(before text: String) -> Completion {
    let typed = CommandWords(before: text)
    return Completion(
      replacing: typed.partial.count,
      with: candidates(for: typed).map { candidate in
        let word = TypedWord(candidate.text, inPlaceOf: typed)
        return MenuItem(
          word.text, note: candidate.note,
          suffix: candidate.text.hasSuffix("/") ? "" : word.close + " ")
      })
  }
}
