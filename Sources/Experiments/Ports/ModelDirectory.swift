/// Finds who answers for a model's name and what it costs.
package protocol ModelDirectory: Sendable {
  /// The provider, tier and price for a model's name.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when no provider answers to the name.
  func resolve(_ model: String) throws -> ResolvedModel

  /// The price of a model by name, whether or not it can be reached; nil when the catalog lacks it.
  func price(of model: String) -> Price?

  /// What models cost.
  var prices: PriceTable { get }

  /// Every provider that lists models, in the order to show them.
  var listing: [any ModelProvider] { get }

  /// The models that are not asked for now because they failed too often, in the order of names.
  var suspended: [SuspendedModel] { get }

  /// The kinds of provider that there are, in the order in which names are offered to them.
  var providers: [ProviderDescription] { get }

  /// Every variable that decides how models are reached: the providers', then those of the network.
  var variables: [ServiceVariable] { get }
}

extension ModelDirectory {
  package var providers: [ProviderDescription] { [] }

  package var variables: [ServiceVariable] { providers.flatMap(\.variables) }

  package var suspended: [SuspendedModel] { [] }

  /// As `resolve`; a bare name that no kind claims is looked for in the lists of all servers.
  ///
  /// **Effects**: asks the servers for their lists, all at once, when the name is unknown.
  ///
  /// - Throws: as `resolve`.
  package func find(_ model: String) async throws -> ResolvedModel {
    do {
      return try resolve(model)
    } catch let error as ProviderError {
      let isBare = !model.contains { "/:".contains($0) }
      guard error.code == .notConfigured, error.endpoint == Self.unknownEndpoint, isBare else {
        throw error
      }
      await withTaskGroup { group in
        for provider in listing { group.addTask { _ = try? await provider.models() } }
      }
      try Task.checkCancellation()
      return try resolve(model)
    }
  }

  /// The endpoint in the error of a name that no provider answers to.
  package static var unknownEndpoint: String { "models" }
}

/// Where a model runs and who pays.
package enum Tier: String, Sendable, Hashable, Codable, CaseIterable {
  /// Runs on the person's own machine: free.
  case local
  case smallFrontier = "small-frontier"
  case fullFrontier = "full-frontier"
}

/// A model's name made definite.
package struct ResolvedModel: Sendable {
  package var provider: any ModelProvider
  /// The name as written, and the key under which calls are recorded.
  package var name: String
  package var tier: Tier
  /// Nil when the catalog has no price for it: its cost is `unpriced`, never zero.
  package var price: Price?
  /// Whether it is the built-in simulator, which is never shown as a model.
  package var isSimulator: Bool
  /// Whether its answers were recorded: asking it spends nothing, and each says what was paid then.
  package var isReplay: Bool
  /// Why this provider answers to the name, one phrase: `a colon means Ollama`; empty when the name
  /// says so itself.
  package var resolution: String

  package init(
    provider: any ModelProvider,
    name: String,
    tier: Tier,
    price: Price?,
    isSimulator: Bool = false,
    isReplay: Bool = false,
    resolution: String = ""
  ) {
    self.provider = provider
    self.name = name
    self.tier = tier
    self.price = price
    self.isSimulator = isSimulator
    self.isReplay = isReplay
    self.resolution = resolution
  }
}
