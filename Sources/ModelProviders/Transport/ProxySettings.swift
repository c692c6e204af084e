import AsyncHTTPClient
import Experiments

/// Which proxy a request goes through, from `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`.
///
/// Capitals and small letters count alike. This machine's own servers are never asked through a
/// proxy: it could not reach them.
///
/// **Source**: there is no standard; the habits of curl, Go and Python are described in
/// <https://about.gitlab.com/blog/we-need-to-talk-no-proxy/>.
enum ProxySettings {
  /// The proxy for a server; nil for a direct connection.
  static func proxy(
    for server: BaseURL, environment: [String: String]
  ) -> HTTPClient.Configuration.Proxy? {
    guard !server.isLoopback, !isExcepted(server, value("NO_PROXY", in: environment) ?? "") else {
      return nil
    }
    let names = [server.isSecure ? "HTTPS_PROXY" : "HTTP_PROXY", "ALL_PROXY"]
    return names.lazy.compactMap { value($0, in: environment) }.first.flatMap(proxy)
  }

  /// Whether a list such as `.example.org,10.0.0.1,*` names a server.
  static func isExcepted(_ server: BaseURL, _ list: String) -> Bool {
    list.split(separator: ",").contains { entry in
      var name = entry.trimmingSpaces().lowercased()
      if name == "*" { return true }
      if let port = server.port, name.hasSuffix(":\(port)") {
        name.removeLast("\(port)".count + 1)
      }
      let bare = name.trimming { $0 == "." || $0 == "[" || $0 == "]" }
      return !bare.isEmpty && (server.host == bare || server.host.hasSuffix(".\(bare)"))
    }
  }

  private static func value(_ name: String, in environment: [String: String]) -> String? {
    [environment[name.lowercased()], environment[name]].lazy
      .compactMap { $0?.trimmingSpaces() }.first { !$0.isEmpty }
  }

  /// Reads `[http://][user:password@]host[:port]`, or `socks5://…`.
  private static func proxy(_ text: String) -> HTTPClient.Configuration.Proxy? {
    let split = text.firstRange(of: "://")
    let scheme = split.map { text[..<$0.lowerBound].lowercased() } ?? "http"
    let rest = split.map { text[$0.upperBound...] } ?? text[...]
    let at = rest.lastIndex(of: "@")
    guard
      let url = BaseURL("http://" + rest[(at.map { rest.index(after: $0) } ?? rest.startIndex)...])
    else { return nil }
    if scheme.hasPrefix("socks") { return .socksServer(host: url.host, port: url.port ?? 1080) }
    let login = at.map { rest[..<$0].split(separator: ":", maxSplits: 1).map(unescaped) } ?? []
    let authorization = login.first.map {
      HTTPClient.Authorization.basic(username: $0, password: login.count > 1 ? login[1] : "")
    }
    return .server(
      host: url.host, port: url.port ?? (scheme == "https" ? 443 : 80),
      authorization: authorization)
  }

  private static func unescaped(_ text: Substring) -> String {
    String(text).removingPercentEscapes
  }
}

extension String {
  /// The text with `%41` read as `A`.
  fileprivate var removingPercentEscapes: String {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"),
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
