package import Experiments
import NIOHTTP1

/// Anthropic and servers of its wire: `anthropic/NAME`, `claude-…`, and listed names.
package struct AnthropicKind: ProviderKind {
  package static let name = "anthropic"
  package static let form = "anthropic/NAME"
  package static let example = "anthropic/claude-sonnet-4-5"

  private static let keyVariable = "ANTHROPIC_API_KEY"
  private static let urlVariable = "ANTHROPIC_BASE_URL"
  private static let defaultURL = "https://api.anthropic.com"
  /// The version of the protocol that koderz speaks.
  ///
  /// The next one, 2026-10-21, refuses `temperature`, which experiments vary; the service keeps this
  /// one as it is.
  ///
  /// **Source**: <https://platform.claude.com/docs/en/api/versioning>.
  private static let version = "2023-06-01"

  private let server: HostedServer<AnthropicProvider>
  private let prices: PriceTable

  package init(_ services: ProviderServices) {
    prices = services.prices
    server = HostedServer(services, keyVariable: Self.keyVariable) { environment in
      try BaseURL.read(
        Self.urlVariable, default: Self.defaultURL, in: environment, endpoint: Self.name)
    } make: {
      AnthropicProvider(
        connection: Self.connection(to: $0, secret: $1, limits: services.limits, transport: $2))
    }
  }

  package func claims(_ model: String) -> Bool {
    model.hasPrefix("anthropic/") || Self.isClaude(model)
      || server.provider?.listed.contains(model) == true
  }

  package func resolve(_ model: String) throws -> ResolvedModel {
    let bare = try ProviderKinds.checkedBareName(model, example: Self.example)
    let provider = try server.ready(for: model, isOwners: Self.isAnthropics)
    let (tier, price) = server.cost(of: bare, prices: prices, isOwners: Self.isAnthropics)
    return ResolvedModel(
      provider: provider, name: model, tier: tier, price: price, resolution: resolution(of: model))
  }

  package var listing: (any ModelProvider)? {
    server.isAskedFor(isOwners: Self.isAnthropics) ? server.provider : nil
  }

  package var knownModels: [String] { server.provider?.listed.all ?? [] }

  package func shutdown() async { await server.shutdown() }

  /// Whether a bare name is Anthropic's; with a colon it is Ollama's.
  private static func isClaude(_ model: String) -> Bool {
    model.hasPrefix("claude-") && !model.contains(":")
  }

  private static func isAnthropics(_ url: BaseURL) -> Bool { url.host == "api.anthropic.com" }

  private func resolution(of model: String) -> String {
    if model.hasPrefix("anthropic/") { return "" }
    return Self.isClaude(model) ? "claude- means Anthropic" : "\(server.endpoint) lists it"
  }

  private static func connection(
    to url: BaseURL, secret: Secret?, limits: CallLimits, transport: HTTPTransport
  ) -> HTTPConnection {
    let fault = HTTPFault(
      endpoint: "\(name) at \(url)",
      advice: HTTPFault.Advice(
        unreachable: "the server, or \(urlVariable) for another one",
        address: "\(urlVariable): it must name a server of Anthropic's wire, such as \(defaultURL)",
        key: secret == nil ? "a key in \(keyVariable)" : "another key in \(keyVariable)"),
      secret: secret,
      complaint: AnthropicComplaint.read)
    return HTTPConnection(
      base: "\(url)", limits: limits, transport: transport, fault: fault, service: "Anthropic"
    ) {
      secret.map { ["anthropic-version": version, "x-api-key": $0.reveal()] }
        ?? ["anthropic-version": version]
    }
  }
}
