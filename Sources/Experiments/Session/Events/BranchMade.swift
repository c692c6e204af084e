/// A branch was made at an attempt.
package struct BranchMade: ExperimentContent {
  package static let kind: EventKind = "branch-made"
  package var name: String
  package var at: Int
  /// The branch that one stood on, when that has things of its own at `at`: the new one takes them over.
  package var from: String?
  /// Whether the head stays where it is; nil, as in version 1, puts it on the new branch.
  package var stays: Bool?

  package init(name: String, at: Int, from: String? = nil, stays: Bool? = nil) {
    self.name = name
    self.at = at
    self.from = from
    self.stays = stays
  }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    try experiment.require(attempt: at, event)
    guard !experiment.position.branches.contains(where: { $0.name == name }) else {
      throw EventError(ordinal: event.ordinal, message: "branch \(name) exists")
    }
    experiment.position.fork(name, at: experiment.spot(at, from), stays: stays ?? false)
  }
}
