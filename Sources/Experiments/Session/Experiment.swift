/// The tree of attempts of one problem in a session.
package struct Experiment: Sendable, Hashable {
  package var problem: ProblemOpened
  /// `attempts[n - 1]` is `@n`.
  package var attempts: [Attempt] = []
  /// `specs[n - 1]` is `s<n>`.
  package var specs: [SpecMade] = []
  /// `guidance[n - 1]` is `g<n>`.
  package var guidance: [GuidanceAdded] = []
  /// `reviews[n - 1]` is `r<n>`.
  package var reviews: [ReviewMade] = []
  package var position = Position()
  package var ledger = Ledger()
  /// Answers taken so far to each request, by its hash.
  package var samplesTaken: [ContentHash: Int] = [:]
  /// The most that calls of the coder can have cost that broke off since the last answer, by the place
  /// of the attempt they were for.
  package var brokenAtMost: [Int: Money] = [:]
  /// Outcomes that were not attempts: failures of servers and sandboxes.
  package var infraCount = 0
  /// Why the last run of attempts stopped by itself; nil once a call was answered since.
  package var halted: Halted.Reason?

  init(problem: ProblemOpened) {
    self.problem = problem
  }

  package var taskID: String { problem.taskID }

  /// The attempt at the head; nil at the root.
  package var head: Attempt? { attempt(position.head) }

  /// The attempt `@number`; nil for the root and for numbers not made.
  package func attempt(_ number: Int) -> Attempt? {
    attempts.indices.contains(number - 1) ? attempts[number - 1] : nil
  }

  /// The attempts from below the root to `number`, in order; empty for the root.
  package func path(to number: Int) -> [Attempt] {
    var path: [Attempt] = []
    var next = number
    while let attempt = attempt(next) {
      path.append(attempt)
      next = attempt.parent
    }
    return path.reversed()
  }

  /// Whether `ancestor` lies on the path to `number`, or is it; the root lies on every path.
  package func isAncestor(_ ancestor: Int, of number: Int) -> Bool {
    var next = number
    while next > ancestor, let attempt = attempt(next) { next = attempt.parent }
    return next == ancestor
  }

  /// The attempts made at `number`, in order.
  package func children(of number: Int) -> [Attempt] {
    attempts.filter { $0.parent == number }
  }

  /// The spec in use.
  package var chosenSpec: SpecMade? {
    guard let number = position.spec, specs.indices.contains(number - 1) else { return nil }
    return specs[number - 1]
  }

  /// The guidance that the next attempt at `place` is shown, in the order to show it.
  ///
  /// Sticky guidance of the whole path, of the reviews' guidance the latest on the path, and what
  /// waits at the place itself.
  package func effectiveGuidance(at place: Int) -> [GuidanceAdded] {
    let standing = position.standing.compactMap { guidance(number: $0) }
      .filter { isAncestor($0.at, of: place) }
    let sticky = standing.filter { $0.scope != .review }
    let review = standing.filter { $0.scope == .review }.max {
      ($0.at, $0.number) < ($1.at, $1.number)
    }
    let pending = (position.pending[place]?.guidance ?? []).compactMap { guidance(number: $0) }
    return (review.map { [$0] } ?? []) + sticky + pending
  }

  /// `g<number>`.
  package func guidance(number: Int) -> GuidanceAdded? {
    guidance.indices.contains(number - 1) ? guidance[number - 1] : nil
  }

  /// Failed attempts on the path to `place` since the last review on it.
  package func failuresSinceReview(at place: Int) -> Int {
    let reviewed = Set(reviews.map(\.at))
    var count = 0
    var next = place
    while let attempt = attempt(next), !reviewed.contains(next) {
      if !attempt.isPass { count += 1 }
      next = attempt.parent
    }
    return count
  }

  /// The reviews on the path to `place`, in order of making.
  package func reviews(onPathTo place: Int) -> [ReviewMade] {
    reviews.filter { isAncestor($0.at, of: place) }
  }

  /// The first attempt that passed, in order of making.
  package var firstPass: Attempt? { attempts.first(where: \.isPass) }
}
