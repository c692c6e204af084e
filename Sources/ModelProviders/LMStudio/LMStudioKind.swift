package import Experiments

/// LM Studio: `lmstudio/NAME`, and names that it has listed.
///
/// It speaks OpenAI's wire; it runs on the person's own machines, so that its models are free
/// unless a price table has their names.
package struct LMStudioKind: ProviderKind {
  package static let name = "lmstudio"
  package static let form = "lmstudio/NAME"
  package static let example = "lmstudio/qwen2.5-coder-7b-instruct"

  private let server: HostedServer<OpenAIProvider>
  private let isSetUp: Bool
  private let prices: PriceTable

  package init(_ services: ProviderServices) {
    let service = OpenAIService.lmStudio
    prices = services.prices
    isSetUp = services.environment[service.urlVariable]?.isEmpty == false
    server = HostedServer(services, keyVariable: service.keyVariable) { environment in
      try service.url(in: environment)
    } make: { url, secret, transport in
      let connection = service.connection(
        to: url, secret: secret, limits: services.limits, transport: transport)
      let own = connection.at("\(url)")
      return OpenAIProvider(name: Self.name, isOpenAIs: false, connection: connection) {
        try await LMStudioListing.read($0, own: own)
      }
    }
  }

  package func claims(_ model: String) -> Bool {
    model.hasPrefix("lmstudio/") || server.provider?.listed.contains(model) == true
  }

  package func resolve(_ model: String) throws -> ResolvedModel {
    _ = try ProviderKinds.checkedBareName(model, example: Self.example)
    let isNamed = model.hasPrefix("lmstudio/")
    let entry = prices.entry(for: model)
    return ResolvedModel(
      provider: try server.ready(for: model) { _ in false },
      name: model, tier: entry?.tier ?? .local, price: entry?.price ?? .free,
      resolution: isNamed ? "" : "\(server.endpoint) lists it")
  }

  /// Nil unless `LMSTUDIO_BASE_URL` is set: who does not use LM Studio hears nothing of it.
  package var listing: (any ModelProvider)? { isSetUp ? server.provider : nil }

  package var knownModels: [String] { server.provider?.listed.all ?? [] }

  package func shutdown() async { await server.shutdown() }
}
