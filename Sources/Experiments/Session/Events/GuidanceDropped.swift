/// Guidance holds no longer below a place.
package struct GuidanceDropped: ExperimentContent {
  package static let kind: EventKind = "guidance-dropped"
  package var number: Int
  /// Where it was dropped; version 1 says nothing, and means the head.
  package var at: Int?
  /// The branch on which, when that has things of its own there.
  package var branch: String?

  package init(number: Int, at spot: Spot? = nil) {
    self.number = number
    at = spot?.node
    branch = spot?.branch
  }

  package var isGiving: Bool { true }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    let spot = experiment.spot(at, branch)
    experiment.position.changePending(at: spot) { $0.guidance.removeAll { $0 == number } }
    try experiment.give(.dropped(number), at: spot, event)
  }
}
