import Experiments

/// Where a service is, as a variable such as `OPENAI_BASE_URL` says it.
///
/// Spaces, quotes and slashes around the value do not matter, and neither does whether it ends with
/// `/v1`: the vendors' clients differ in that, so both forms mean the same server. Without a scheme
/// `https` is meant, or `http` for a server that is near.
struct BaseURL: Sendable, Hashable, CustomStringConvertible {
  /// Scheme, host, port and path, without `/v1` and without a slash at its end.
  let description: String
  /// The URL in front of the paths of OpenAI's wire: with `/v1`, unless another path is written.
  let versioned: String
  /// A name or an address, IPv6 without brackets, in lower case.
  let host: String
  /// The port that is written; nil for the scheme's own.
  let port: Int?

  /// Reads one value; nil when it names no host or has a scheme other than HTTP's.
  init?(_ value: String) {
    let text = value.trimmingSpaces().trimming { $0 == "\"" || $0 == "'" }.trimmingSpaces()
    let split = text.firstRange(of: "://")
    let written = split.map { text[..<$0.lowerBound].lowercased() }
    let rest = split.map { text[$0.upperBound...] } ?? text[...]
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let authority = rest[..<slash]
    guard let address = Self.split(authority), !address.host.isEmpty,
      ["http", "https", nil].contains(written),
      text.allSatisfy({ $0.isASCII && !$0.isWhitespace && $0 != "@" && $0 != "?" && $0 != "#" })
    else { return nil }
    host = address.host.lowercased()
    port = address.port
    let scheme = written ?? (Self.isNear(host) ? "http" : "https")
    var path = String(rest[slash...]).trimming { $0 == "/" }
    let isVersioned = path == "v1" || path.hasSuffix("/v1")
    if isVersioned { path = path.dropLast(2).trimming { $0 == "/" } }
    description = "\(scheme)://\(authority.lowercased())" + (path.isEmpty ? "" : "/\(path)")
    versioned = isVersioned || path.isEmpty ? "\(description)/v1" : description
  }

  /// Whether the server is on this machine or in its own network, where calls are free.
  var isNear: Bool { Self.isNear(host) }

  /// Whether the server is on this machine.
  var isLoopback: Bool { Self.isLoopback(host) }

  /// Whether what is sent is encrypted on its way.
  var isSecure: Bool { description.hasPrefix("https://") }

  private static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || host.hasPrefix("127.")
  }

  private static func isNear(_ host: String) -> Bool {
    if isLoopback(host) || !host.contains(where: { $0 == "." || $0 == ":" }) { return true }
    if [".local", ".lan", ".internal", ".home.arpa"].contains(where: host.hasSuffix) {
      return true
    }
    let numbers = host.split(separator: ".").compactMap { UInt8($0) }
    if numbers.count == 4 {
      switch (numbers[0], numbers[1]) {
      case (10, _), (172, 16...31), (192, 168), (169, 254), (100, 64...127): return true
      default: return false
      }
    }
    return host.contains(":")
      && ["fc", "fd", "fe8", "fe9", "fea", "feb"].contains(where: host.hasPrefix)
  }

  /// Splits `host:port`; nil when the port is none.
  private static func split(_ text: Substring) -> (host: String, port: Int?)? {
    var host = text
    var port: Substring?
    if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
      host = text[text.index(after: text.startIndex)..<close]
      let after = text[text.index(after: close)...]
      guard after.isEmpty || after.hasPrefix(":") else { return nil }
      port = after.isEmpty ? nil : after.dropFirst()
    } else if let colon = text.lastIndex(of: ":") {
      (host, port) = (text[..<colon], text[text.index(after: colon)...])
    }
    guard let port else { return (String(host), nil) }
    guard let number = Int(port), (1...65535).contains(number) else { return nil }
    return (String(host), number)
  }
}

extension BaseURL {
  /// The URL that a variable holds, or the default when it is not set or empty.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when the value is not a URL.
  static func read(
    _ variable: String,
    default usual: String,
    in environment: [String: String],
    endpoint: String
  ) throws -> BaseURL {
    let written = (environment[variable] ?? "").trimmingSpaces()
    guard let url = BaseURL(written.isEmpty ? usual : written) else {
      let hasLogin = written.contains("@")
      throw ProviderError(
        code: .notConfigured, endpoint: endpoint,
        message: hasLogin
          ? "the value of \(variable) has a login in it, which is not sent"
          : "the value of \(variable) is not a URL",
        suggestion: "\(variable)=\(usual)")
    }
    return url
  }
}
