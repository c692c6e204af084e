import Experiments

/// Who gave a recorded answer, as far as the recording says.
struct RecordedSource: Sendable, Hashable {
  /// The name under which it was asked; nil when it is not told.
  var model: String?
  /// The name that its server reported.
  var reportedModel: String?
  var tier: Tier?
  /// Whether its cost was not known when it was recorded.
  var isUnpriced = false

  /// The model's own name: that of a replay was reported.
  func name(_ kinds: [any ProviderKind.Type]) -> String? {
    guard let model, kinds.kind(prefixing: model)?.prices != .recording else {
      return reportedModel ?? model
    }
    return model
  }

  /// The tier as recorded, else the catalog's, else that of its kind of name.
  func tier(_ services: ProviderServices) -> Tier {
    tier ?? entry(services)?.tier ?? (isLocalName(services.kinds) ? .local : .fullFrontier)
  }

  /// What an answer cost when it was recorded: as its line says, else by its own model's price.
  ///
  /// A model that the catalog lacks is free only when it was recorded as local and at no cost, when
  /// its name is one of a local kind, or when there is none; else its cost is not known.
  func cost(of usage: Usage, paid: Money?, _ services: ProviderServices) -> RecordedCost {
    let tier = tier(services)
    if let paid { return RecordedCost(tier: tier, paid: paid) }
    if let entry = entry(services) {
      return RecordedCost(tier: tier, paid: entry.price.cost(of: usage))
    }
    let isFree = tier == .local && !isUnpriced && family(services.kinds) != .program
    return RecordedCost(tier: tier, paid: isFree ? .zero : nil)
  }

  private func entry(_ services: ProviderServices) -> PriceTable.Entry? {
    [name(services.kinds), reportedModel].lazy.compactMap { $0 }
      .compactMap { services.prices.entry(for: $0) }.first
  }

  /// The family that the name's prefix tells; nil for a bare name, and for none.
  private func family(_ kinds: [any ProviderKind.Type]) -> PriceFamily? {
    name(kinds).flatMap { kinds.kind(prefixing: $0)?.prices }
  }

  /// Whether the name is one that only local models, programs and the simulator have.
  ///
  /// A bare name with a colon is a model with its tag, as servers at home have them.
  private func isLocalName(_ kinds: [any ProviderKind.Type]) -> Bool {
    guard let name = name(kinds) else { return true }
    guard let family = family(kinds) else { return name.contains(":") }
    return family != .catalog
  }
}
