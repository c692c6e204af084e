/// Who gave guidance, and for how long it holds.
package enum GuidanceScope: String, Codable, Sendable, Hashable, CaseIterable {
  /// From a person, for the next attempt only.
  case once
  /// From a person, for every attempt below.
  case sticky
  /// From a review, for every attempt below until the next review.
  case review
}

/// Text that changes later prompts.
package struct GuidanceAdded: ExperimentContent {
  package static let kind: EventKind = "guidance-added"
  package var number: Int
  /// The attempt at which it was given; 0 is the root.
  package var at: Int
  package var scope: GuidanceScope
  package var text: String
  /// The branch on which it was given, when that has things of its own at `at`.
  package var branch: String?

  package init(
    number: Int, at: Int, scope: GuidanceScope, text: String, branch: String? = nil
  ) {
    self.number = number
    self.at = at
    self.scope = scope
    self.text = text
    self.branch = branch
  }

  package var isGiving: Bool { true }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    try experiment.append(self, to: \.guidance, number, event)
    let spot = experiment.spot(at, branch)
    switch scope {
    case .once:
      try experiment.require(attempt: at, event)
      experiment.position.changePending(at: spot) { $0.guidance.append(number) }
    case .sticky, .review: try experiment.give(.guidance(number), at: spot, event)
    }
  }
}
