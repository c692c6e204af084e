/// What model calls used, by role, model and tier.
///
/// Money spent stays spent: `undo` does not touch it.
package struct Ledger: Sendable, Hashable {
  /// What one sum is kept for.
  package struct Key: Sendable, Hashable {
    package var role: Role
    package var model: String
    package var tier: Tier
  }

  /// The sum of some calls.
  package struct Totals: Sendable, Hashable {
    package var calls = 0
    package var inputTokens = 0
    package var outputTokens = 0
    package var cost = Money.zero
    /// Calls whose cost is not known.
    package var unpriced = 0
    /// Time of the calls in milliseconds.
    package var modelMs = 0

    package init() {}

    /// What both used; unpriced calls stay counted.
    package static func + (left: Totals, right: Totals) -> Totals {
      var sum = left
      sum.calls += right.calls
      sum.inputTokens += right.inputTokens
      sum.outputTokens += right.outputTokens
      sum.cost = left.cost + right.cost
      sum.unpriced += right.unpriced
      sum.modelMs += right.modelMs
      return sum
    }
  }

  package private(set) var entries: [Key: Totals] = [:]

  package init() {}

  init(entries: [Key: Totals]) {
    self.entries = entries
  }

  mutating func add(_ completion: CompletionReceived) {
    let key = Key(role: completion.role, model: completion.model, tier: completion.tier)
    var totals = Totals()
    totals.calls = 1
    totals.inputTokens = completion.usage.inputTokens ?? 0
    totals.outputTokens = completion.usage.outputTokens ?? 0
    totals.cost = completion.cost ?? .zero
    totals.unpriced = completion.cost == nil ? 1 : 0
    totals.modelMs = completion.totalMs
    entries[key] = (entries[key] ?? Totals()) + totals
  }

  /// The sum over the entries that `include` accepts.
  package func total(where include: (Key) -> Bool = { _ in true }) -> Totals {
    entries.reduce(Totals()) { include($1.key) ? $0 + $1.value : $0 }
  }

  /// Both ledgers together.
  package static func + (left: Ledger, right: Ledger) -> Ledger {
    var sum = left
    for (key, totals) in right.entries {
      sum.entries[key] = (sum.entries[key] ?? Totals()) + totals
    }
    return sum
  }
}
