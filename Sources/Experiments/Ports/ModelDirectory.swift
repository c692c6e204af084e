/// Finds who answers for a model's name and what it costs.
package protocol ModelDirectory: Sendable {
  /// The provider, tier and price for a model's name.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when no provider answers to the name.
  func resolve(_ model: String) throws -> ResolvedModel

  /// The price of a model by name, whether or not it can be reached; nil when the catalog lacks it.
  func price(of model: String) -> Price?

  /// Every provider that lists models, in the order to show them.
  var listing: [any ModelProvider] { get }
}

/// Where a model runs and who pays.
package enum Tier: String, Sendable, Hashable, Codable, CaseIterable {
  /// Runs on the person's own machine: free.
  case local
  case smallFrontier = "small-frontier"
  case fullFrontier = "full-frontier"
}

/// What a token costs.
///
/// One USD per million tokens is 1,000 nano-dollars per token.
package struct Price: Sendable, Hashable, Codable {
  /// Nano-dollars per input token.
  package var inputNanoUSD: Int
  /// Nano-dollars per output token.
  package var outputNanoUSD: Int

  package init(inputNanoUSD: Int, outputNanoUSD: Int) {
    self.inputNanoUSD = inputNanoUSD
    self.outputNanoUSD = outputNanoUSD
  }

  /// The price of a model that runs at no charge.
  package static let free = Price(inputNanoUSD: 0, outputNanoUSD: 0)

  /// The cost of a call; nil when a count is missing and its price is not zero.
  package func cost(of usage: Usage) -> Money? {
    guard let input = Self.product(inputNanoUSD, usage.inputTokens),
      let output = Self.product(outputNanoUSD, usage.outputTokens)
    else { return nil }
    return Money(nanoUSD: input + output)
  }

  private static func product(_ price: Int, _ tokens: Int?) -> Int? {
    if price == 0 { return 0 }
    guard let tokens else { return nil }
    return price * tokens
  }
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

  package init(
    provider: any ModelProvider,
    name: String,
    tier: Tier,
    price: Price?,
    isSimulator: Bool = false
  ) {
    self.provider = provider
    self.name = name
    self.tier = tier
    self.price = price
    self.isSimulator = isSimulator
  }
}
