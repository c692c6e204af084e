import Experiments

/// Single stages: `stepi`.
package struct StagesPlan: Plan, Hashable {
  package static let kind = "stages"
  package static let needsLine = true
  package static let tellsStages = true
  /// Stages still to be made.
  package private(set) var left: Int
  private var solved: Int?

  package init(_ count: Int) { left = count }

  package func next(_ view: PlanView) -> PlanAction {
    if let solved { return .stop(.solved(attempt: solved)) }
    return left > 0 ? .stage(single: true) : .stop(.complete)
  }

  package mutating func took(_ fact: PlanFact) {
    left -= 1
    if case .attempt(let number, isPass: true) = fact { solved = number }
  }
}

/// New samples of one attempt's own request, whatever they come to: `retry`.
package struct SamplesPlan: Plan, Hashable {
  package static let kind = "samples"
  package static let needsLine = false
  package let attempt: Int
  /// Samples still to be taken.
  package private(set) var left: Int
  /// Samples that were taken, and those of them that passed.
  package private(set) var taken = 0
  package private(set) var passed = 0

  package init(_ count: Int, of attempt: Int) { (left, self.attempt) = (count, attempt) }

  package var original: Int? { attempt }

  package func next(_ view: PlanView) -> PlanAction {
    left > 0 ? .retry(attempt: attempt) : .stop(.complete)
  }

  package mutating func took(_ fact: PlanFact) {
    guard case .sample(_, let isPass) = fact else { return }
    left -= 1
    taken += 1
    if isPass { passed += 1 }
  }
}

/// Recorded answers through today's extraction and tests, up to the first divergence: `replay`.
package struct ReplayPlan: Plan, Hashable {
  package static let kind = "replay"
  package static let needsLine = false
  /// Attempts still to be gone through, in order.
  package private(set) var left: [Int]
  private var divergence: Int?

  package init(_ attempts: [Int]) { left = attempts }

  package func next(_ view: PlanView) -> PlanAction {
    if let divergence {
      return .stop(.rule("diverges at @\(divergence): the candidate is flaky"))
    }
    return left.first.map { .replay(attempt: $0) } ?? .stop(.complete)
  }

  package mutating func took(_ fact: PlanFact) {
    guard case .replay(let attempt, let differs) = fact else { return }
    left.removeFirst()
    if differs { divergence = attempt }
  }
}
