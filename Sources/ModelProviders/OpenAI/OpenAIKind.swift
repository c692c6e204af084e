package import Experiments

/// OpenAI and servers of its wire: `openai/NAME`, names of OpenAI's families, and listed names.
package struct OpenAIKind: ProviderKind {
  package static let name = "openai"
  package static let form = "openai/NAME"
  package static let example = "openai/gpt-4o-mini"

  private let server: HostedServer<OpenAIProvider>
  private let prices: PriceTable

  package init(_ services: ProviderServices) {
    prices = services.prices
    let service = OpenAIService.openAI
    server = HostedServer(services, keyVariable: service.keyVariable) { environment in
      try service.url(in: environment)
    } make: { url, secret, transport in
      OpenAIProvider(
        name: Self.name,
        isOpenAIs: Self.isOpenAIs(url),
        connection: service.connection(
          to: url, secret: secret, limits: services.limits, transport: transport))
    }
  }

  package func claims(_ model: String) -> Bool {
    model.hasPrefix("openai/") || Self.isOpenAIName(model)
      || server.provider?.listed.contains(model) == true
  }

  package func resolve(_ model: String) throws -> ResolvedModel {
    let bare = try ProviderKinds.checkedBareName(model, example: Self.example)
    let provider = try server.ready(for: model) { Self.isOpenAIs($0) }
    let (tier, price) = server.cost(of: bare, prices: prices) { Self.isOpenAIs($0) }
    return ResolvedModel(
      provider: provider, name: model, tier: tier, price: price, resolution: resolution(of: model))
  }

  package var listing: (any ModelProvider)? {
    server.isAskedFor { Self.isOpenAIs($0) } ? server.provider : nil
  }

  package var knownModels: [String] { server.provider?.listed.all ?? [] }

  package func shutdown() async { await server.shutdown() }

  /// Whether a bare name is of OpenAI's own families; with a colon it is Ollama's, and the open
  /// models `gpt-oss` run elsewhere.
  static func isOpenAIName(_ model: String) -> Bool {
    guard !model.contains(":"), !model.contains("/"), !model.hasPrefix("gpt-oss") else {
      return false
    }
    if model.hasPrefix("gpt-") || model.hasPrefix("chatgpt-") { return true }
    return ["o1", "o3", "o4"].contains { model == $0 || model.hasPrefix("\($0)-") }
  }

  private static func isOpenAIs(_ url: BaseURL) -> Bool {
    url.host == "api.openai.com" || url.host.hasSuffix(".api.openai.com")
  }

  private func resolution(of model: String) -> String {
    if model.hasPrefix("openai/") { return "" }
    return Self.isOpenAIName(model)
      ? "names that begin so are OpenAI's" : "\(server.endpoint) lists it"
  }
}
