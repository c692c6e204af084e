package import Experiments
import NIOHTTP1

/// Anthropic and servers of its wire: `anthropic/NAME`, `claude-…`, and listed names.
package struct AnthropicKind: HostedKind {
  package static let example = "anthropic/claude-sonnet-4-5"

  static let service = HostedService(
    name: "anthropic", title: "Anthropic", urlVariable: "ANTHROPIC_BASE_URL",
    keyVariable: "ANTHROPIC_API_KEY", defaultURL: "https://api.anthropic.com",
    ownHosts: ["api.anthropic.com"],
    whenUnreachable: "the server, or ANTHROPIC_BASE_URL for another one", wire: .anthropic)

  private let server: HostedServer<AnthropicProvider>

  package init(_ services: ProviderServices) {
    server = HostedServer(Self.service, prices: Self.prices, services) { connection, _ in
      AnthropicProvider(connection: connection)
    }
  }

  package func claims(_ model: String) -> Bool {
    model.hasPrefix(Self.prefix) || Self.isClaude(model)
      || server.provider?.listed.contains(model) == true
  }

  package func resolve(_ model: String) throws -> ResolvedModel {
    let bare = try Self.checkedBareName(model)
    let provider = try server.ready(for: model)
    let (tier, price) = server.cost(of: bare, written: model)
    return ResolvedModel(
      provider: provider, name: model, tier: tier, price: price, resolution: resolution(of: model))
  }

  package var listing: (any ModelProvider)? { server.isSetUp ? server.provider : nil }

  package var knownModels: [String] { server.provider?.listed.all ?? [] }

  package func shutdown() async { await server.shutdown() }

  /// Whether a bare name is Anthropic's; with a colon it is Ollama's.
  static func isClaude(_ model: String) -> Bool {
    model.hasPrefix("claude-") && !model.contains(":")
  }

  private func resolution(of model: String) -> String {
    if model.hasPrefix(Self.prefix) { return "" }
    return Self.isClaude(model) ? "claude- means Anthropic" : "\(server.endpoint) lists it"
  }
}

extension ServiceWire {
  /// Anthropic's, in the version that koderz speaks.
  ///
  /// The next one, 2026-10-21, refuses `temperature`, which experiments vary; the service keeps this
  /// one as it is.
  ///
  /// **Source**: <https://platform.claude.com/docs/en/api/versioning>.
  static let anthropic = ServiceWire(
    name: "Anthropic", complaint: AnthropicComplaint.read,
    headers: { secret in
      var headers: HTTPHeaders = ["anthropic-version": "2023-06-01"]
      if let secret { headers.add(name: "x-api-key", value: secret.reveal()) }
      return headers
    },
    base: \.description)
}
