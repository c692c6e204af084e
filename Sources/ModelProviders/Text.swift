extension StringProtocol {
  /// The text's beginning, marked with `…` when some was left out.
  func shortened(to limit: Int) -> String {
    count <= limit ? String(self) : "\(prefix(limit))…"
  }
}
