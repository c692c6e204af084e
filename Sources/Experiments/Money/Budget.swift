/// What may be spent, by scope; a scope without a limit is nil.
package struct Budget: Sendable, Hashable {
  /// What a limit holds for.
  package enum Scope: String, Sendable, Hashable, Codable, CaseIterable {
    /// All calls of the session.
    case session
    /// All calls for one problem: specs, attempts, reviews.
    case problem
    /// One attempt: the coder's calls for it, those that broke off included; no spec and no review.
    case attempt
  }

  private var limits: [Scope: Money]

  package init(_ limits: [Scope: Money] = [:]) {
    self.limits = limits
  }

  /// The limit of a scope.
  package subscript(scope: Scope) -> Money? {
    get { limits[scope] }
    set { limits[scope] = newValue }
  }

  package var isEmpty: Bool { limits.isEmpty }

  /// What a call would break, asked before it is sent; nil when it may be.
  ///
  /// `worst` is the most the call can cost, nil when it has no price: what cannot be bounded cannot
  /// be allowed. `spent` includes what calls under way have reserved. The narrowest limit is named.
  package func breach(byCallOf worst: Money?, spent: [Scope: Money]) -> BudgetBreach? {
    for scope in Scope.allCases.reversed() {
      guard let limit = limits[scope] else { continue }
      let spent = spent[scope] ?? .zero
      guard let worst else {
        return BudgetBreach(scope: scope, limit: limit, spent: spent, worst: nil)
      }
      if limit < spent + worst, Money.zero < worst {
        return BudgetBreach(scope: scope, limit: limit, spent: spent, worst: worst)
      }
    }
    return nil
  }

  /// How many calls of at most `worst` the limits cover; nil when nothing limits them.
  package func calls(of worst: Money, spent: [Scope: Money]) -> Int? {
    guard Money.zero < worst else { return nil }
    return limits.map { max(0, ($1 - (spent[$0] ?? .zero)).nanoUSD) / worst.nanoUSD }.min()
  }

  /// The scopes of which four fifths are spent now and were not before.
  package func warnings(before: [Scope: Money], after: [Scope: Money]) -> [Scope] {
    Scope.allCases.filter { scope in
      guard let limit = limits[scope], Money.zero < limit else { return false }
      return limit.isNearlySpent(after[scope] ?? .zero)
        && !limit.isNearlySpent(before[scope] ?? .zero)
    }
  }

  /// The least that the limits of session and problem leave; nil when neither has one.
  ///
  /// `isLow` when four fifths of that limit are spent.
  package func left(spent: [Scope: Money]) -> (amount: Money, isLow: Bool)? {
    [Scope.problem, .session].compactMap { scope in
      limits[scope].map { limit in
        let spent = spent[scope] ?? .zero
        return (amount: max(.zero, limit - spent), isLow: limit.isNearlySpent(spent))
      }
    }
    .min { $0.amount < $1.amount }
  }
}

extension Money {
  /// Whether four fifths of this limit are spent.
  fileprivate func isNearlySpent(_ spent: Money) -> Bool { spent.nanoUSD >= nanoUSD - nanoUSD / 5 }
}

/// A call that was not sent because it could have cost more than is left.
package struct BudgetBreach: Sendable, Hashable, Codable {
  package var scope: Budget.Scope
  package var limit: Money
  /// Spent in the scope before, reservations included.
  package var spent: Money
  /// The most the call could have cost; nil when its model has no price.
  package var worst: Money?

  package init(scope: Budget.Scope, limit: Money, spent: Money, worst: Money?) {
    self.scope = scope
    self.limit = limit
    self.spent = spent
    self.worst = worst
  }

  /// What is left; never below zero.
  package var left: Money { max(.zero, limit - spent) }
}
