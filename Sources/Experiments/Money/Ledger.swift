/// What model calls used, by role, model and tier.
///
/// Money spent stays spent: `undo` does not touch it.
package struct Ledger: Sendable, Hashable {
  /// What one sum is kept for.
  package struct Key: Sendable, Hashable {
    package var role: Role
    package var model: String
    package var tier: Tier

    /// Whether its amounts were paid when answers were recorded, and not again.
    package var isReplay = false
  }

  /// The sum of some calls.
  package struct Totals: Sendable, Hashable {
    /// Calls that were answered in full.
    package var calls = 0
    /// Of those, calls whose server did not count the tokens read and written.
    package var uncounted = 0
    package var inputTokens = 0
    package var outputTokens = 0
    /// Of the input, read from a provider's cache.
    package var cacheReadTokens = 0
    /// Of the output, spent on reasoning.
    package var reasoningTokens = 0
    package var cost = Money.zero
    /// Calls whose cost is not known.
    package var unpriced = 0
    /// Time of the calls in milliseconds.
    package var modelMs = 0
    /// Calls that broke off or were stopped when they may have cost something already.
    package var broken = 0
    /// The most that those can have cost.
    package var brokenAtMost = Money.zero
    /// Our estimate of the input of the calls whose input was counted by the server.
    package var estimatedInputTokens = 0
    /// The server's counts for the same calls.
    package var comparedInputTokens = 0

    package init() {}

    /// The most that was spent: known costs and the bound of broken calls.
    package var atMost: Money { cost + brokenAtMost }

    /// What both used; unpriced calls stay counted.
    package static func + (left: Totals, right: Totals) -> Totals {
      var sum = left
      sum.calls = left.calls.addingClamped(right.calls)
      sum.uncounted = left.uncounted.addingClamped(right.uncounted)
      sum.inputTokens = left.inputTokens.addingClamped(right.inputTokens)
      sum.outputTokens = left.outputTokens.addingClamped(right.outputTokens)
      sum.cacheReadTokens = left.cacheReadTokens.addingClamped(right.cacheReadTokens)
      sum.reasoningTokens = left.reasoningTokens.addingClamped(right.reasoningTokens)
      sum.cost = left.cost + right.cost
      sum.unpriced = left.unpriced.addingClamped(right.unpriced)
      sum.modelMs = left.modelMs.addingClamped(right.modelMs)
      sum.broken = left.broken.addingClamped(right.broken)
      sum.brokenAtMost = left.brokenAtMost + right.brokenAtMost
      sum.estimatedInputTokens = left.estimatedInputTokens.addingClamped(right.estimatedInputTokens)
      sum.comparedInputTokens = left.comparedInputTokens.addingClamped(right.comparedInputTokens)
      return sum
    }
  }

  package private(set) var entries: [Key: Totals] = [:]

  package init() {}

  init(entries: [Key: Totals]) {
    self.entries = entries
  }

  mutating func add(_ completion: CompletionReceived) {
    let usage = completion.usage
    var totals = Totals()
    totals.calls = 1
    totals.uncounted = usage.inputTokens == nil || usage.outputTokens == nil ? 1 : 0
    totals.inputTokens = usage.inputTokens ?? 0
    totals.outputTokens = usage.outputTokens ?? 0
    totals.cacheReadTokens = usage.cacheReadTokens ?? 0
    totals.reasoningTokens = usage.reasoningTokens ?? 0
    totals.cost = completion.cost ?? .zero
    totals.unpriced = completion.cost == nil ? 1 : 0
    totals.modelMs = completion.totalMs
    if let estimated = completion.estimatedInputTokens, let counted = usage.inputTokens {
      totals.estimatedInputTokens = estimated
      totals.comparedInputTokens = counted
    }
    let key = Key(
      role: completion.role, model: completion.model, tier: completion.tier,
      isReplay: completion.isReplay)
    add(totals, for: key)
    add(completion.broken, role: completion.role)
  }

  /// Takes in a call that broke off or was stopped; does nothing when it cannot have cost anything.
  mutating func add(_ call: BrokenCall?, role: Role) {
    guard let call else { return }
    var totals = Totals()
    totals.broken = call.tries
    if let most = call.atMost { totals.brokenAtMost = most } else { totals.unpriced = call.tries }
    add(totals, for: Key(role: role, model: call.model, tier: call.tier))
  }

  private mutating func add(_ totals: Totals, for key: Key) {
    entries[key] = (entries[key] ?? Totals()) + totals
  }

  /// The sum over the entries that `include` accepts.
  package func total(where include: (Key) -> Bool = { _ in true }) -> Totals {
    entries.reduce(Totals()) { include($1.key) ? $0 + $1.value : $0 }
  }

  /// The sum of what was spent: without the answers of recordings.
  package var spent: Totals { total { !$0.isReplay } }

  /// Both ledgers together.
  package static func + (left: Ledger, right: Ledger) -> Ledger {
    var sum = left
    for (key, totals) in right.entries { sum.add(totals, for: key) }
    return sum
  }
}

/// A call of which tries broke off when they may have cost something already.
package struct BrokenCall: Sendable, Hashable, Codable {
  package var model: String
  package var tier: Tier
  /// The most that those tries can have cost together; nil when the model has no price.
  package var atMost: Money?
  /// Nil for one.
  private var several: Int?

  package init(model: String, tier: Tier, atMost: Money?, tries: Int = 1) {
    self.model = model
    self.tier = tier
    self.atMost = atMost
    several = tries == 1 ? nil : tries
  }

  private enum CodingKeys: String, CodingKey {
    case model
    case tier
    case atMost
    case several = "tries"
  }

  /// How many tries broke off.
  package var tries: Int { several ?? 1 }
}
