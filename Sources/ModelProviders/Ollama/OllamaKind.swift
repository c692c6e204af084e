package import Experiments

/// Ollama: `ollama/NAME`, any name with a tag, and bare names that the server has listed.
package struct OllamaKind: PullingKind {
  package static let name = "ollama"
  package static let title = "Ollama"
  package static let prefix = "ollama/"
  package static let form = "NAME:TAG or ollama/NAME"
  package static let example = "qwen2.5-coder:32b"
  package static let prices = PriceFamily.ownMachine
  package static let variables = [
    ServiceVariable(
      "OLLAMA_HOST", "the Ollama server: a host, a port or both, with http:// or without",
      example: "127.0.0.1:11434"),
    ServiceVariable(
      "OLLAMA_BASE_URL", "the same, when OLLAMA_HOST is not set",
      example: "http://127.0.0.1:11434"),
  ]

  static let family: any ServerFamily.Type = OllamaServers.self

  static func place(in environment: [String: String]) -> ServerPlace? {
    ServerPlace(url: OllamaHost(environment: environment).description)
  }

  /// The one server, which every model of this kind shares.
  package let provider: OllamaProvider
  private let capabilities = OllamaCapabilities()
  private let transport: HTTPTransport
  private let hasLogin: Bool
  private let table: PriceTable

  package init(_ services: ProviderServices) {
    let host = OllamaHost(environment: services.environment)
    hasLogin = host.hasLogin
    table = services.prices
    transport = HTTPTransport(
      to: BaseURL("\(host)"), environment: services.environment,
      connectTimeout: services.limits.connect)
    provider = OllamaProvider(
      connection: OllamaService.connection(
        to: host, limits: services.limits, transport: transport),
      capabilities: capabilities)
  }

  package func claims(_ model: String) -> Bool {
    if model.hasPrefix(Self.prefix) || capabilities.tag(named: model) != nil { return true }
    return model.contains(":")
  }

  package func resolve(_ model: String) throws -> ResolvedModel {
    _ = try Self.checkedBareName(model)
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
    if let entry = table.entry(for: model) { return entry }
    let bare = Self.bareName(model)
    guard bare.contains(":") else { return nil }
    return table.entry(for: bare) ?? table.entry(for: Self.prefix + bare)
  }

  private func resolution(of model: String) -> String {
    if model.hasPrefix(Self.prefix) { return "" }
    return model.contains(":") ? "a colon means Ollama" : "Ollama lists it"
  }

  package func pull(_ model: String) -> AsyncThrowingStream<PullProgress, any Error> {
    provider.pull(model)
  }
}
