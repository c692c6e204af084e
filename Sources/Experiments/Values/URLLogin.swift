extension String {
  /// The name and the password that stand before the host of a URL, with a scheme or without; nil
  /// when there are none.
  package var urlLogin: Substring? {
    guard let at = lastIndex(of: "@") else { return nil }
    let start = firstRange(of: "://").map(\.upperBound) ?? startIndex
    return start < at ? self[start..<at] : nil
  }

  /// A URL with `(redacted)` in the place of its login.
  package var withoutLogin: String {
    guard let login = urlLogin else { return self }
    return "\(self[..<login.startIndex])(redacted)\(self[login.endIndex...])"
  }
}
