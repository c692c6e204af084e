extension StringProtocol {
  /// The text without white space at its ends.
  package func trimmingSpaces() -> String {
    trimming(where: \.isWhitespace)
  }

  /// The text without those characters at its ends.
  package func trimming(where isTrimmed: (Character) -> Bool) -> String {
    guard let first = firstIndex(where: { !isTrimmed($0) }),
      let last = lastIndex(where: { !isTrimmed($0) })
    else { return "" }
    return String(self[first...last])
  }
}
