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

  private let keyVariable: String
  private let parts: Result<Parts, any Error>

  init(
    _ services: ProviderServices,
    keyVariable: String,
    url: ([String: String]) throws -> BaseURL,
    make: (BaseURL, Secret?, HTTPTransport) -> Provider
  ) {
    self.keyVariable = keyVariable
    let environment = services.environment
    parts = Result {
      let url = try url(environment)
      let secret = try ServiceKey.read(keyVariable, in: environment, endpoint: "\(url)")
      let transport = HTTPTransport(
        to: url, environment: environment, connectTimeout: services.limits.connect)
      return Parts(
        url: url, secret: secret, provider: make(url, secret, transport), transport: transport)
    }
  }

  /// The provider; nil when its settings are wrong.
  var provider: Provider? { try? parts.get().provider }

  /// Who is asked, in messages.
  var endpoint: String { provider?.endpoint ?? keyVariable }

  /// The provider for a model.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when a setting is wrong, or when the
  ///   server's owner wants a key and there is none.
  func ready(for model: String, isOwners: (BaseURL) -> Bool) throws -> Provider {
    let parts = try parts.get()
    if isOwners(parts.url), parts.secret == nil {
      throw ServiceKey.missing(keyVariable, for: model, endpoint: parts.provider.endpoint)
    }
    return parts.provider
  }

  /// Whether the person set the server up: named another than the owner's, or gave a key.
  func isAskedFor(isOwners: (BaseURL) -> Bool) -> Bool {
    guard let parts = try? parts.get() else { return false }
    return parts.secret != nil || !isOwners(parts.url)
  }

  /// A model's tier and price: the catalog's; else free on a near server; else unpriced.
  ///
  /// A near server may pass a call on to a vendor, as proxies do: a vendor's name is not free there.
  /// The tier of a paid model that the catalog lacks is guessed from its name.
  func cost(
    of bare: String, prices: PriceTable, isOwners: (BaseURL) -> Bool
  ) -> (tier: Tier, price: Price?) {
    if let entry = prices.entry(for: bare) { return (entry.tier, entry.price) }
    if let url = try? parts.get().url, url.isNear, !isOwners(url), !isVendors(bare) {
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
