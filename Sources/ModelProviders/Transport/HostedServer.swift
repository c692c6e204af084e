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
    let isSmall = ["mini", "nano", "haiku", "flash", "small"].contains { bare.contains($0) }
    return (isSmall ? .smallFrontier : .fullFrontier, nil)
  }

  /// Whether a name is of the kind that only OpenAI and Anthropic give; gpt-oss is anybody's to run.
  private func isVendors(_ bare: String) -> Bool {
    bare.lowercased().prefixMatch(of: /gpt-\d|chatgpt-|o\d|claude-/) != nil
  }

  /// Closes every connection.
  func shutdown() async {
    try? await parts.get().transport.shutdown()
  }
}
