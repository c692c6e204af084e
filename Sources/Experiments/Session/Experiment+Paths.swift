package import CanonicalJSON

extension Experiment {
  /// The place that an event names; version 1 names no branch, and often no attempt, and means the head.
  func spot(_ node: Int?, _ branch: String?) -> Spot {
    guard let node else { return position.spot }
    if format == 1, branch == nil, node == position.head { return position.spot }
    return position.spot(at: node, on: branch)
  }

  /// What was given on the path to a place and not undone, the first first.
  package func givings(at spot: Spot) -> [Giving] {
    var parts = [position.pending[spot]?.givings ?? []]
    var next = spot.node
    while let attempt = attempt(next) {
      if !attempt.given.isEmpty { parts.append(attempt.given) }
      next = attempt.parent
    }
    let all = parts.reversed().flatMap(\.self)
    return undone.isEmpty ? all : all.filter { !undone.contains($0.ordinal) }
  }

  /// What holds at a place.
  package func holdings(at spot: Spot) -> Holdings {
    var holdings = Holdings()
    for giving in givings(at: spot) {
      holdings.take(giving.content) { guidance(number: $0)?.scope }
    }
    return holdings
  }

  /// What holds where the head is.
  package var holdings: Holdings { holdings(at: position.spot) }

  /// The spec in use at a place.
  package func chosenSpec(at spot: Spot) -> SpecMade? {
    guard let number = holdings(at: spot).spec, specs.indices.contains(number - 1) else {
      return nil
    }
    return specs[number - 1]
  }

  /// The spec in use where the head is.
  package var chosenSpec: SpecMade? { chosenSpec(at: position.spot) }

  /// The guidance that the next attempt at a place is shown, in the order to show it.
  ///
  /// The latest review's on the path, then what is sticky on it, then what waits at the place itself.
  package func effectiveGuidance(at spot: Spot) -> [GuidanceAdded] {
    let waiting = position.pending[spot]?.guidance ?? []
    return (holdings(at: spot).guidance + waiting).compactMap { guidance(number: $0) }
  }

  /// The reviews on the path to a place, those made at the place itself included, in order of making.
  package func reviews(onPathTo spot: Spot) -> [ReviewMade] {
    reviews(in: givings(at: spot))
  }

  /// The reviews on the path to an attempt: those that it and its ancestors were made after.
  package func reviews(onPathTo number: Int) -> [ReviewMade] {
    let here = Set((position.pending[Spot(node: number)]?.givings ?? []).map(\.ordinal))
    return reviews(in: givings(at: Spot(node: number)).filter { !here.contains($0.ordinal) })
  }

  private func reviews(in givings: [Giving]) -> [ReviewMade] {
    givings.compactMap { giving in
      guard case .review(let number) = giving.content, reviews.indices.contains(number - 1) else {
        return nil
      }
      return reviews[number - 1]
    }
  }

  /// Whether one of some things given is a review that was not undone.
  private func hasReview(_ givings: [Giving]) -> Bool {
    givings.contains { giving in
      guard case .review = giving.content else { return false }
      return !undone.contains(giving.ordinal)
    }
  }

  /// Failed attempts on the path to a place since the last review on it.
  package func failuresSinceReview(at spot: Spot) -> Int {
    if hasReview(position.pending[spot]?.givings ?? []) { return 0 }
    return attemptsSinceReview(at: spot.node).count { !$0.isPass }
  }

  /// What a review at a place reads: the attempts on its path since the last review before the place,
  /// the first first.
  ///
  /// Reviews at the place itself do not count, so that two reviewers there read the same.
  package func attemptsSinceReview(at node: Int) -> [Attempt] {
    var found: [Attempt] = []
    var next = node
    while let attempt = attempt(next) {
      found.append(attempt)
      if hasReview(attempt.given) { break }
      next = attempt.parent
    }
    return found.reversed()
  }

  /// The last review on the path before a place; nil for the first.
  package func reviewBefore(_ node: Int) -> ReviewMade? {
    reviews(onPathTo: node).last
  }

  /// Which review one at a place is, from 1: reviewers at one place have the same number.
  package func reviewNumber(at node: Int) -> Int {
    var number = 1
    var next = node
    while let attempt = attempt(next) {
      if hasReview(attempt.given) { number += 1 }
      next = attempt.parent
    }
    return number
  }

  /// Which sample the next answer to a request is, from 0: after those answered and those asked for.
  package func nextSample(of request: ContentHash) -> Int {
    let asked = position.drafts.values.filter { $0.requestHash == request && $0.stage == .request }
    return max(samplesTaken[request] ?? 0, (asked.map(\.sample).max() ?? -1) + 1)
  }
}
