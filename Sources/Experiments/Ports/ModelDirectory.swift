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
}

extension ModelDirectory {
  package var suspended: [SuspendedModel] { [] }
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
  /// Why this provider answers to the name, one phrase: `a colon means Ollama`; empty when the name
  /// says so itself.
  package var resolution: String

  package init(
    provider: any ModelProvider,
    name: String,
    tier: Tier,
    price: Price?,
    isSimulator: Bool = false,
    resolution: String = ""
  ) {
    self.provider = provider
    self.name = name
    self.tier = tier
    self.price = price
    self.isSimulator = isSimulator
    self.resolution = resolution
  }
}
