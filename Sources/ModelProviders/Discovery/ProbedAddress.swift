/// Where a server may be, from what a person writes; what kind it is nobody knows yet.
///
/// Without a scheme `http://` is meant. A slash at the end and the paths of the interfaces that
/// follow it (`/v1`, `/api`, `/api/v0`, `/api/v1`) do not matter.
struct ProbedAddress: Sendable, Hashable, CustomStringConvertible {
  let description: String

  /// Reads one value; nil when there is no host in it.
  init?(_ value: String) {
    var text = value.trimmingSpaces().trimming { $0 == "\"" || $0 == "'" }
    if !text.contains("://") { text = "http://" + text }
    text = text.withoutSlashes()
    for ending in ["/api/v0", "/api/v1", "/v1", "/api"] where text.hasSuffix(ending) {
      text = String(text.dropLast(ending.count)).withoutSlashes()
      break
    }
    guard let scheme = text.firstRange(of: "://"), scheme.upperBound < text.endIndex,
      ["http", "https"].contains(text[..<scheme.lowerBound].lowercased())
    else { return nil }
    description = text
  }
}

extension String {
  fileprivate func withoutSlashes() -> String {
    var text = self
    while text.hasSuffix("/"), !text.hasSuffix("://") { text.removeLast() }
    return text
  }
}
