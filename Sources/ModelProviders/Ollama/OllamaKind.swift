package import Experiments

/// Ollama: `ollama/NAME`, any name with a tag, and bare names that the server has listed.
package struct OllamaKind: ProviderKind {
  package static let name = "ollama"
  package static let form = "NAME:TAG or ollama/NAME"
  package static let example = "qwen2.5-coder:32b"

  /// The one server, which every model of this kind shares.
  package let provider: OllamaProvider
  private let capabilities = OllamaCapabilities()
  private let transport: HTTPTransport
  private let hasLogin: Bool
  private let prices: PriceTable

  package init(_ services: ProviderServices) {
    let host = OllamaHost(environment: services.environment)
    hasLogin = host.hasLogin
    prices = services.prices
    transport = HTTPTransport(
      to: BaseURL("\(host)"), environment: services.environment,
      connectTimeout: services.limits.connect)
    provider = OllamaProvider(
      connection: OllamaService.connection(
        to: host, limits: services.limits, transport: transport),
      capabilities: capabilities)
  }

  package func claims(_ model: String) -> Bool {
    if model.hasPrefix("ollama/") || capabilities.tag(named: model) != nil { return true }
    return model.contains(":")
  }

  package func resolve(_ model: String) throws -> ResolvedModel {
    guard !Self.bareName(model).isEmpty else {
      throw ProviderError(
        code: .notConfigured, endpoint: model, message: "the model's name is missing",
        suggestion: "ollama/\(Self.example)")
    }
    guard !hasLogin else {
      throw ProviderError(
        code: .notConfigured, endpoint: provider.endpoint,
        message: "the value of OLLAMA_HOST has a login in it, which is not sent",
        suggestion: "OLLAMA_HOST=http://HOST:11434")
    }
    let entry = entry(for: model)
    return ResolvedModel(
      provider: provider, name: model, tier: entry?.tier ?? .local, price: entry?.price ?? .free,
      resolution: resolution(of: model))
  }

  package var listing: (any ModelProvider)? { provider }

  package var knownModels: [String] { capabilities.names }

  package func shutdown() async {
    await transport.shutdown()
  }

  /// What a price table says of a model, with `ollama/` before its name or without.
  ///
  /// A name without a tag may be a vendor's too, such as `o3`: only as it is written is it this one.
  private func entry(for model: String) -> PriceTable.Entry? {
    if let entry = prices.entry(for: model) { return entry }
    let bare = Self.bareName(model)
    guard bare.contains(":") else { return nil }
    return prices.entry(for: bare) ?? prices.entry(for: "ollama/\(bare)")
  }

  private func resolution(of model: String) -> String {
    if model.hasPrefix("ollama/") { return "" }
    return model.contains(":") ? "a colon means Ollama" : "Ollama lists it"
  }

  /// The name as the server knows it.
  static func bareName(_ model: String) -> String {
    model.hasPrefix("ollama/") ? String(model.dropFirst("ollama/".count)) : model
  }
}
