import Experiments
import NIOHTTP1

/// A kind whose server speaks OpenAI's protocol; its service is all it declares.
///
/// ```swift
/// package struct ExampleKind: OpenAICompatibleKind {
///   package static let example = "example/some-model"
///   static let service = HostedService(…)
///   let server: HostedServer<OpenAIProvider>
///
///   package init(_ services: ProviderServices) { server = Self.server(services) }
/// }
/// ```
protocol OpenAICompatibleKind: HostedKind, ServedKind {
  var server: HostedServer<OpenAIProvider> { get }

  /// Whether the vendor's own server wants `max_completion_tokens` instead of `max_tokens`.
  static var deprecatesMaxTokens: Bool { get }

  /// Why a name without the prefix is the vendor's all the same; nil when it is not.
  static func claim(on bare: String) -> String?

  /// The models that the server lists, by the names that it knows.
  ///
  /// - Throws: `ProviderError` when the server cannot be asked.
  static func list(_ connection: HTTPConnection, at url: BaseURL) async throws -> [ListedModel]
}

extension OpenAICompatibleKind {
  static var family: any ServerFamily.Type { OpenAIServers.self }

  static func place(in environment: [String: String]) -> ServerPlace? {
    service.place(in: environment)
  }

  static var deprecatesMaxTokens: Bool { false }

  static func claim(on bare: String) -> String? { nil }

  /// - Throws: `ProviderError` when the server cannot be asked.
  static func list(
    _ connection: HTTPConnection, at url: BaseURL
  ) async throws -> [ListedModel] {
    try await OpenAIListing.read(connection)
  }

  /// The one server of the kind; opens nothing.
  static func server(_ services: ProviderServices) -> HostedServer<OpenAIProvider> {
    HostedServer(service, prices: Self.prices, services) { connection, url in
      OpenAIProvider(
        traits: OpenAIProvider.Traits(
          kind: name, prefix: prefix,
          deprecatesMaxTokens: service.isOwn(url) && deprecatesMaxTokens,
          keepsBare: { service.isOwn(url) && claim(on: $0) != nil }),
        connection: connection
      ) { try await list($0, at: url) }
    }
  }

  package func claims(_ model: String) -> Bool {
    model.hasPrefix(Self.prefix) || Self.claim(on: model) != nil
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

  private func resolution(of model: String) -> String {
    if model.hasPrefix(Self.prefix) { return "" }
    return Self.claim(on: model) ?? "\(server.endpoint) lists it"
  }
}

extension ServiceWire {
  /// OpenAI's.
  static let openAI = ServiceWire(
    name: "OpenAI", complaint: OpenAIComplaint.read,
    headers: { secret in secret.map { ["Authorization": "Bearer \($0.reveal())"] } ?? [:] },
    base: \.versioned)
}
