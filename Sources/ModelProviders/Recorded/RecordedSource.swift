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
  var name: String? {
    guard let model, !model.hasPrefix("recorded:") else { return reportedModel ?? model }
    return model
  }

  /// The tier as recorded, else the catalog's, else that of its kind of name.
  func tier(_ prices: PriceTable) -> Tier {
    tier ?? entry(in: prices)?.tier ?? (isLocalName ? .local : .fullFrontier)
  }

  /// What an answer cost when it was recorded: as its line says, else by its own model's price.
  ///
  /// A model that the catalog lacks is free only when it was recorded as local and at no cost, when
  /// its name is one of a local kind, or when there is none; else its cost is not known.
  func cost(of usage: Usage, paid: Money?, _ prices: PriceTable) -> RecordedCost {
    let tier = tier(prices)
    if let paid { return RecordedCost(tier: tier, paid: paid) }
    if let entry = entry(in: prices) {
      return RecordedCost(tier: tier, paid: entry.price.cost(of: usage))
    }
    let isFree = tier == .local && !isUnpriced && name?.hasPrefix("exec:") != true
    return RecordedCost(tier: tier, paid: isFree ? .zero : nil)
  }

  private func entry(in prices: PriceTable) -> PriceTable.Entry? {
    [name, reportedModel].lazy.compactMap { $0 }.compactMap { prices.entry(for: $0) }.first
  }

  /// Whether the name is one that only local models, programs and the simulator have.
  private var isLocalName: Bool {
    guard let name else { return true }
    if name.hasPrefix("openai/") || name.hasPrefix("anthropic/") { return false }
    return name.contains(":") || ["ollama/", "lmstudio/"].contains { name.hasPrefix($0) }
  }
}
