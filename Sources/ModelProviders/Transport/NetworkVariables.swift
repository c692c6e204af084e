import Experiments

/// The variables that decide how every server is reached.
enum NetworkVariables {
  /// In the order in which they are listed.
  static let all = [
    ServiceVariable(
      "HTTPS_PROXY", "the proxy for https:// URLs", example: "http://proxy.example:3128"),
    ServiceVariable(
      "HTTP_PROXY", "the proxy for http:// URLs; it must take CONNECT",
      example: "http://proxy.example:3128"),
    ServiceVariable(
      "ALL_PROXY", "the proxy where neither of the two is set",
      example: "socks5://proxy.example:1080"),
    ServiceVariable("NO_PROXY", "hosts that are asked without a proxy", example: ".example.org"),
    ServiceVariable(
      "SSL_CERT_FILE", "certificates of further authorities, as PEM",
      example: "/etc/ssl/certs/ca-certificates.crt"),
  ]
}
