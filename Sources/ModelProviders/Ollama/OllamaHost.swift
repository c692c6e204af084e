import Experiments

/// Where an Ollama server is, from all the forms that `OLLAMA_HOST` may have.
///
/// A scheme alone decides the default port: 11434 without one, 80 with `http://`, 443 with
/// `https://`; a port that is no port falls back to the default. Spaces and quotes around the value
/// and a slash after it do not matter; a path stays in front of every request's path.
///
/// **Source**: `envconfig.Host` in <https://github.com/ollama/ollama/blob/main/envconfig/config.go>.
package struct OllamaHost: Sendable, Hashable, CustomStringConvertible {
  package var scheme: String
  /// A name or an address, IPv6 without brackets.
  package var host: String
  package var port: Int
  /// Empty, or begins with `/` and does not end with it.
  package var path: String
  /// Whether a name and a password stood before the host; they are taken off and never sent.
  package var hasLogin = false

  /// Reads the variables of an environment; `OLLAMA_BASE_URL` counts when `OLLAMA_HOST` is not set.
  package init(environment: [String: String]) {
    let values = ["OLLAMA_HOST", "OLLAMA_BASE_URL"].compactMap { environment[$0] }
    self.init(values.first { !Self.bare($0).isEmpty } ?? "")
  }

  /// Reads one value; anything can be read.
  package init(_ value: String) {
    let text = Self.bare(value)
    let split = text.firstRange(of: "://")
    scheme = split.map { text[..<$0.lowerBound].lowercased() } ?? "http"
    let hasScheme = split != nil
    let defaultPort = hasScheme ? ["http": 80, "https": 443][scheme] ?? 11434 : 11434
    let written = split.map { text[$0.upperBound...] } ?? text[...]
    let at = written.lastIndex(of: "@")
    hasLogin = at != nil
    let rest = at.map { written[written.index(after: $0)...] } ?? written
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let inner = String(rest[slash...]).trimming { $0 == "/" }
    path = inner.isEmpty ? "" : "/" + inner
    let address = Self.split(rest[..<slash])
    host = Self.dialable(address.host)
    port = address.port.flatMap(Self.validPort) ?? defaultPort
    if text == "ollama.com" { (scheme, port) = ("https", 443) }
  }

  /// The base URL, without a slash at its end.
  package var description: String {
    let shown = host.contains(":") ? "[\(host)]" : host
    return "\(scheme)://\(shown):\(port)\(path)"
  }

  private static func bare(_ value: String) -> String {
    value.trimmingSpaces().trimming { $0 == "\"" || $0 == "'" }.trimmingSpaces()
  }

  /// The address to connect to for one to listen on: a server on all interfaces is on this machine.
  private static func dialable(_ host: String) -> String {
    switch host {
    case "", "0.0.0.0": "127.0.0.1"
    case "::": "::1"
    default: host
    }
  }

  private static func validPort(_ text: Substring) -> Int? {
    Int(text).flatMap { (0...65535).contains($0) ? $0 : nil }
  }

  /// Splits `host:port`; without a port, or when it is not that form, all of it is the host.
  private static func split(_ text: Substring) -> (host: String, port: Substring?) {
    if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
      let host = String(text[text.index(after: text.startIndex)..<close])
      let after = text[text.index(after: close)...]
      return (host, after.hasPrefix(":") ? after.dropFirst() : nil)
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2 { return (String(parts[0]), parts[1]) }
    return (String(text), nil)
  }
}
