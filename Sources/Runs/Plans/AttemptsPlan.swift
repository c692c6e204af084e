import Experiments

/// Whole attempts, each from the one before, until enough were made or one passed: `step`, `next`,
/// `continue`, `finish`, `rerun`.
package struct AttemptsPlan: Plan, Hashable {
  package static let kind = "attempts"
  package static let needsLine = true

  /// Attempts still to be made at most.
  package private(set) var left: Int
  /// Whether automatic reviews are made when due.
  package let reviews: Bool
  /// The branch to make first, for attempts made anew.
  private var fork: Fork?
  private var solved: Int?
  private var hasBegun = false

  private struct Fork: Codable, Hashable {
    var name: String
    var at: Int
  }

  package init(_ count: Int, reviews: Bool = false) {
    (left, self.reviews) = (count, reviews)
  }

  /// The same on a new branch.
  package static func anew(_ count: Int, on branch: String, at attempt: Int) -> AttemptsPlan {
    var plan = AttemptsPlan(count)
    plan.fork = Fork(name: branch, at: attempt)
    return plan
  }

  package func next(_ view: PlanView) -> PlanAction {
    if let fork { return .fork(name: fork.name, at: fork.at) }
    if let solved { return .stop(.solved(attempt: solved)) }
    if hasBegun, view.experiment.halted == .context, view.draft == nil {
      return .stop(.contextCut)
    }
    guard left > 0 else { return .stop(.complete) }
    if reviews, view.draft == nil, view.isReviewDue { return .review }
    return .stage(single: false)
  }

  package mutating func took(_ fact: PlanFact) {
    switch fact {
    case .fork: fork = nil
    case .attempt(let number, let isPass):
      left -= 1
      hasBegun = true
      if isPass { solved = number }
    case .stage, .review, .sample, .replay, .failure: break
    }
  }
}
