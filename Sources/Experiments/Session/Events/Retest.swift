/// The tests ran again on an attempt; the attempt itself stays as it was.
package struct Retest: ExperimentContent {
  package static let kind: EventKind = "retest"
  package var number: Int
  package var verdict: Verdict
  /// Whether outcome or counts differ from the attempt's own: the candidate is flaky.
  package var differs: Bool

  package init(number: Int, verdict: Verdict, differs: Bool) {
    self.number = number
    self.verdict = verdict
    self.differs = differs
  }

  package var changesPosition: Bool { false }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    try experiment.require(attempt: number, event)
  }
}
