import Experiments

/// Where a server may be, from what a person writes; its kind is not known yet.
///
/// Without a scheme `http://` is meant. A slash at the end and the paths of the interfaces that
/// follow it (`/v1`, `/api`, `/api/v0`, `/api/v1`) do not matter.
struct ProbedAddress: Sendable, Hashable, CustomStringConvertible {
  let description: String
  /// The path of OpenAI's interface: what was written, as OpenRouter's `/api/v1` is, or `/v1`.
  let interface: String

  /// Reads one value; nil when there is no host in it, or a login, which is never sent.
  init?(_ value: String) {
    var text = value.trimmingSpaces().trimming { $0 == "\"" || $0 == "'" }
    if !text.contains("://") { text = "http://" + text }
    text = text.withoutSlashes()
    let ending = ["/api/v0", "/api/v1", "/v1", "/api"].first(where: text.hasSuffix)
    text = String(text.dropLast(ending?.count ?? 0)).withoutSlashes()
    guard let scheme = text.firstRange(of: "://"), scheme.upperBound < text.endIndex,
      ["http", "https"].contains(text[..<scheme.lowerBound].lowercased()), !text.contains("@")
    else { return nil }
    description = text
    let hasPath = text[scheme.upperBound...].contains("/")
    interface = ending == "/api/v1" ? "/api/v1" : ending == nil && hasPath ? "" : "/v1"
  }

  /// Why `init` refused a value; the value itself may hold a password.
  static func objection(to value: String) -> String {
    value.contains("@")
      ? "its URL has a login in it, which is not sent" : "this is no http:// or https:// URL"
  }
}

extension String {
  fileprivate func withoutSlashes() -> String {
    var text = self
    while text.hasSuffix("/"), !text.hasSuffix("://") { text.removeLast() }
    return text
  }
}
