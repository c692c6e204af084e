import Experiments
import NIOHTTP1

/// A service that is reached at a URL, most with a key: its variables, where it is, what it speaks.
struct HostedService: Sendable {
  /// The kind's word.
  var name: String
  /// What people call it.
  var title: String
  /// The variable that names another base URL.
  var urlVariable: String
  var keyVariable: String
  var defaultURL: String
  /// The vendor's own hosts, which want a key and are paid; their subdomains count too.
  ///
  /// None when everybody runs the server on a machine of their own.
  var ownHosts: [String] = []
  /// What to try when nothing answers.
  var whenUnreachable: String
  var wire: ServiceWire

  /// The two variables, as `show --origin` and the example file tell them.
  var variables: [ServiceVariable] {
    let server =
      ownHosts.isEmpty
      ? "the \(title) server" : "\(title), or a server that speaks \(wire.name)'s protocol"
    return [
      ServiceVariable(urlVariable, server, example: defaultURL),
      ServiceVariable(secret: keyVariable, "the key for \(urlVariable)"),
    ]
  }

  /// Whether a URL is the vendor's own.
  func isOwn(_ url: BaseURL) -> Bool {
    ownHosts.contains { url.host == $0 || url.host.hasSuffix(".\($0)") }
  }

  /// Where the server is.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when the variable holds no URL.
  func url(in environment: [String: String]) throws -> BaseURL {
    try BaseURL.read(urlVariable, default: defaultURL, in: environment, endpoint: name)
  }

  /// The key; nil when its variable is not set.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when the value cannot stand in a header.
  func key(in environment: [String: String], endpoint: String) throws -> Secret? {
    try ServiceKey.read(keyVariable, in: environment, endpoint: endpoint)
  }

  /// Whether the person named a server.
  func isWritten(in environment: [String: String]) -> Bool {
    environment[urlVariable]?.trimmingSpaces().isEmpty == false
  }

  /// Where to look for the server: at what the person named, unless that is the vendor's own, and at
  /// the usual place of a server that everybody runs.
  func place(in environment: [String: String]) -> ServerPlace? {
    guard ownHosts.isEmpty || isWritten(in: environment) else { return nil }
    if let url = try? url(in: environment), isOwn(url) { return nil }
    let written = isWritten(in: environment) ? environment[urlVariable]?.trimmingSpaces() : nil
    let key = try? key(in: environment, endpoint: name)
    return ServerPlace(url: written ?? defaultURL, key: key?.reveal())
  }

  /// The way to the server; opens nothing.
  func connection(
    to url: BaseURL, secret: Secret?, limits: CallLimits, transport: HTTPTransport
  ) -> HTTPConnection {
    let fault = HTTPFault(
      endpoint: "\(name) at \(url)",
      advice: HTTPFault.Advice(
        unreachable: whenUnreachable,
        address:
          "\(urlVariable): it must name a server of \(wire.name)'s wire, such as \(defaultURL)",
        key: secret == nil ? "a key in \(keyVariable)" : "another key in \(keyVariable)"),
      secret: secret,
      complaint: wire.complaint)
    return HTTPConnection(
      base: wire.base(url), limits: limits, transport: transport, fault: fault,
      service: wire.name
    ) { [headers = wire.headers] in headers(secret) }
  }
}

/// A protocol that services speak.
struct ServiceWire: Sendable {
  /// Whose it is: `OpenAI`.
  var name: String
  /// How refusals are worded.
  var complaint: ServerComplaint.Reader
  /// What goes with every request, such as the key.
  var headers: @Sendable (Secret?) -> HTTPHeaders
  /// The URL in front of its paths.
  var base: @Sendable (BaseURL) -> String
}

/// A kind whose models are of a service with a URL and a key.
protocol HostedKind: AdapterKind {
  static var service: HostedService { get }
}

extension HostedKind {
  package static var variables: [ServiceVariable] { service.variables }

  package static var title: String { service.title }

  package static var name: String { service.name }

  package static var prefix: String { "\(service.name)/" }

  package static var form: String { "\(prefix)NAME" }

  package static var prices: PriceFamily { .catalog }
}

extension [any ProviderKind.Type] {
  /// The services whose vendors want a key.
  var keyedServices: [HostedService] {
    compactMap { ($0 as? any HostedKind.Type)?.service }.filter { !$0.ownHosts.isEmpty }
  }
}
