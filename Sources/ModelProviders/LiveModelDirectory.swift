package import Experiments

/// Finds who answers for a model's name among all kinds of provider.
///
/// Making one opens no file and no connection: the first call that needs one does.
package struct LiveModelDirectory: ModelDirectory {
  private let registry: [any ProviderKind.Type]
  private let kinds: [any ProviderKind]
  package let prices: PriceTable
  private let scheduler = CallScheduler()
  private let timing: CallTiming
  private let limits: CallLimits

  package init(_ services: ProviderServices) {
    kinds = services.makeKinds()
    registry = services.kinds
    prices = services.prices
    timing = services.timing
    limits = services.limits
  }

  /// The provider, tier and price for a model's name.
  ///
  /// A bare name without a tag, such as `llama3.2`, is Ollama's once its listing has shown it.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when no provider answers to the name, and
  ///   what the provider itself says when the name is malformed or its file cannot be read.
  package func resolve(_ model: String) throws -> ResolvedModel {
    let name = model.trimmingSpaces()
    if let kind = kinds.first(where: { $0.claims(name) }) {
      return govern(try kind.resolve(name), isServer: type(of: kind).isServer)
    }
    throw unknown(name)
  }

  /// The catalog's price, else what the model's provider says; a service's prefix does not matter.
  package func price(of model: String) -> Price? {
    let name = model.trimmingSpaces()
    let kind = registry.kind(prefixing: name)
    if let kind, kind.prices != .catalog { return try? resolve(name).price }
    if let entry = prices.entry(for: kind?.bareName(name) ?? name) { return entry.price }
    return try? resolve(name).price
  }

  package var listing: [any ModelProvider] { kinds.compactMap(\.listing) }

  package var providers: [ProviderDescription] { registry.descriptions }

  package var variables: [ServiceVariable] { registry.variables }

  package var suspended: [SuspendedModel] { scheduler.suspended(now: timing.now()) }

  /// Closes every connection; the directory cannot be used afterwards.
  package func shutdown() async {
    for kind in kinds { await kind.shutdown() }
  }

  private func govern(_ model: ResolvedModel, isServer: Bool) -> ResolvedModel {
    var governed = model
    governed.provider = GovernedProvider(
      base: model.provider, model: model.name, tier: model.tier, isServer: isServer,
      scheduler: scheduler,
      timing: timing,
      fallback: CallPolicy(deadline: limits.total, idle: limits.idle, retries: 0))
    return governed
  }

  private func unknown(_ name: String) -> ProviderError {
    let known = kinds.flatMap(\.knownModels) + prices.models
    let nearest = NearestWords.nearest(to: name, in: known, within: .third)
    let forms = registry.map { $0.form }.joined(separator: ", ")
    return ProviderError(
      code: .notConfigured,
      endpoint: Self.unknownEndpoint,
      message: "no provider answers to '\(name)'; a model is written \(forms)",
      suggestion: nearest.isEmpty ? "ollama/\(name)" : nearest.joined(separator: ", "))
  }
}
