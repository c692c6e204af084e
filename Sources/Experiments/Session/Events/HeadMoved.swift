/// The head went to another attempt.
package struct HeadMoved: ExperimentContent {
  package static let kind: EventKind = "head-moved"
  /// 0 is the root.
  package var to: Int
  /// The branch to stand on, of those whose tip it is; nil leaves the choice: the current one, then the
  /// oldest.
  package var branch: String?

  package init(to: Int, branch: String? = nil) {
    self.to = to
    self.branch = branch
  }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    try experiment.require(attempt: to, event)
    experiment.position.move(to: to, on: branch)
  }
}
