/// A place in an experiment: an attempt, or a branch that was forked there and has no attempt yet.
///
/// Branches that were forked at one attempt share it and nothing else. Each keeps what is given on it
/// apart until its first attempt; all other lines share what is given at the attempt itself.
package struct Spot: Sendable, Hashable {
  /// The attempt; 0 is the root.
  package var node: Int
  /// A branch that was forked at this attempt and has made none since; else nil.
  package var branch: String?

  package init(node: Int, branch: String? = nil) {
    self.node = node
    self.branch = branch
  }
}

/// One thing given at a place: it holds for the path below, until it is undone.
package struct Giving: Sendable, Hashable {
  /// What was given.
  package enum Content: Sendable, Hashable {
    /// Guidance that stands: sticky, or from a review; by number.
    case guidance(Int)
    /// Guidance that holds no longer; by number.
    case dropped(Int)
    /// A review was made; by number.
    case review(Int)
    /// A spec to use, by number; nil is none.
    case spec(Int?)
  }

  /// Ordinal of the event that gave it.
  package var ordinal: Int
  package var content: Content
}

/// What holds at a place, of all that was given on the path to it.
package struct Holdings: Sendable, Hashable {
  /// The spec in use, by number.
  package var spec: Int?
  /// Sticky guidance, by number, in the order of giving.
  package var sticky: [Int] = []
  /// The guidance of the latest review, by number; nil when there is none, or it was dropped.
  package var review: Int?

  /// The guidance that stands, in the order to show it: the review's, then what is sticky.
  package var guidance: [Int] { (review.map { [$0] } ?? []) + sticky }

  /// Takes the next thing given on the path.
  mutating func take(_ content: Giving.Content, scope: (Int) -> GuidanceScope?) {
    switch content {
    case .guidance(let number):
      if scope(number) == .review { review = number } else { sticky.append(number) }
    case .dropped(let number):
      sticky.removeAll { $0 == number }
      if review == number { review = nil }
    case .review: break
    case .spec(let number): spec = number
    }
  }
}
