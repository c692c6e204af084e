/// Attempts below its place use this spec from here on; nil is none.
package struct SpecChosen: ExperimentContent {
  package static let kind: EventKind = "spec-chosen"
  package var number: Int?
  /// Where it was chosen; version 1 says nothing, and means the head.
  package var at: Int?
  /// The branch on which, when that has things of its own there.
  package var branch: String?

  package init(number: Int?, at spot: Spot? = nil) {
    self.number = number
    at = spot?.node
    branch = spot?.branch
  }

  package var isGiving: Bool { true }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    if let number, !experiment.specs.indices.contains(number - 1) {
      throw EventError(ordinal: event.ordinal, message: "s\(number) does not exist")
    }
    try experiment.give(.spec(number), at: experiment.spot(at, branch), event)
  }
}
