import Experiments

/// The one server of a kind that is reached at a URL with a key, as the environment says.
///
/// Making one opens nothing, and nothing is wrong with a wrong setting until a model needs it.
struct HostedServer<Provider: ModelProvider>: Sendable {
  private struct Parts: Sendable {
    var url: BaseURL
    var secret: Secret?
    var provider: Provider
    var transport: HTTPTransport
  }

  private let service: HostedService
  private let family: PriceFamily
  private let prices: PriceTable
  private let isWritten: Bool
  private let parts: Result<Parts, any Error>

  init(
    _ service: HostedService, prices family: PriceFamily, _ services: ProviderServices,
    make: (HTTPConnection, BaseURL) -> Provider
  ) {
    self.service = service
    self.family = family
    prices = services.prices
    let environment = services.environment
    isWritten = service.isWritten(in: environment)
    parts = Result {
      let url = try service.url(in: environment)
      let secret = try service.key(in: environment, endpoint: "\(url)")
      let transport = HTTPTransport(
        to: url, environment: environment, connectTimeout: services.limits.connect)
      let connection = service.connection(
        to: url, secret: secret, limits: services.limits, transport: transport)
      return Parts(
        url: url, secret: secret, provider: make(connection, url), transport: transport)
    }
  }

  /// The provider; nil when its settings are wrong.
  var provider: Provider? { try? parts.get().provider }

  /// Who is asked, in messages.
  var endpoint: String { provider?.endpoint ?? service.keyVariable }

  /// The provider for a model.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when a setting is wrong, or when the
  ///   service's vendor wants a key and there is none.
  func ready(for model: String) throws -> Provider {
    let parts = try parts.get()
    if service.isOwn(parts.url), parts.secret == nil {
      throw ServiceKey.missing(
        service.keyVariable, for: model, endpoint: parts.provider.endpoint)
    }
    return parts.provider
  }

  /// Whether the person set the server up: named another than the vendor's, or gave a key.
  var isSetUp: Bool {
    guard let parts = try? parts.get() else { return false }
    return parts.secret != nil || (isWritten && !service.isOwn(parts.url))
  }

  /// A model's tier and price: the table's; else free on a near server; else unpriced.
  ///
  /// A near server may pass a call on to a vendor, as proxies do: a vendor's name is not free there.
  /// The tier of a paid model that the catalog lacks is guessed from its name. On a person's own
  /// machine only an entry for the name as it is written counts.
  func cost(of bare: String, written: String) -> (tier: Tier, price: Price?) {
    if family == .ownMachine {
      let entry = prices.entry(for: written)
      return (entry?.tier ?? .local, entry?.price ?? .free)
    }
    if let entry = prices.entry(for: bare) { return (entry.tier, entry.price) }
    if let url = try? parts.get().url, url.isNear, !service.isOwn(url), !isVendors(bare) {
      return (.local, .free)
    }
    let words = bare.lowercased().split { !$0.isLetter && !$0.isNumber }
    let isSmall = words.contains { ["mini", "nano", "haiku", "flash", "small"].contains($0) }
    return (isSmall ? .smallFrontier : .fullFrontier, nil)
  }

  /// Whether a name is of the kind that a vendor alone gives, or has the prefix by which a proxy knows
  /// a vendor; gpt-oss and deepseek-coder are anybody's to run.
  ///
  /// **Source**: <https://docs.litellm.ai/docs/providers>.
  private func isVendors(_ bare: String) -> Bool {
    let parts = bare.lowercased().split(separator: "/")
    let names = /gpt-\d|chatgpt-|o\d|claude-|gemini-|grok-[2-9]|deepseek-(chat|reasoner)|.*-latest$/
    return parts.dropLast().contains { Self.vendors.contains(String($0)) }
      || parts.last?.prefixMatch(of: names) != nil
  }

  /// Without those under whose name weights are published too.
  private static var vendors: Set<String> {
    [
      "ai21", "anthropic", "azure", "azure_ai", "bedrock", "codestral", "cohere", "cohere_chat",
      "deepinfra", "deepseek", "fireworks_ai", "gemini", "github", "github_copilot", "groq",
      "mistral", "moonshot", "nvidia_nim", "openrouter", "perplexity", "replicate", "sagemaker",
      "sambanova", "together_ai", "vertex_ai", "watsonx", "xai",
    ]
  }

  /// Closes every connection.
  func shutdown() async {
    try? await parts.get().transport.shutdown()
  }
}
