package import CanonicalJSON

/// A stronger model read the attempts so far.
package struct ReviewMade: ExperimentContent {
  package static let kind: EventKind = "review"
  package var number: Int
  package var at: Int
  package var text: ContentHash
  package var model: String
  /// The guidance taken from it.
  package var guidance: Int
  /// Whether it came by itself, after so many failed attempts.
  package var isAutomatic: Bool
  package var tokens: Int
  package var cost: Money?
  /// The branch on which it was made, when that has things of its own at `at`.
  package var branch: String?

  package init(
    number: Int,
    at: Int,
    text: ContentHash,
    model: String,
    guidance: Int,
    isAutomatic: Bool,
    tokens: Int,
    cost: Money?,
    branch: String? = nil
  ) {
    self.number = number
    self.at = at
    self.text = text
    self.model = model
    self.guidance = guidance
    self.isAutomatic = isAutomatic
    self.tokens = tokens
    self.cost = cost
    self.branch = branch
  }

  package var textHashes: [ContentHash] { [text] }
  package var isGiving: Bool { true }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    try experiment.append(self, to: \.reviews, number, event)
    try experiment.give(.review(number), at: experiment.spot(at, branch), event)
  }
}
