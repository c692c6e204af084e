/// The tests judged a candidate: this makes it the attempt `@<number>`.
package struct VerdictGiven: ExperimentContent {
  package static let kind: EventKind = "verdict"
  package var number: Int
  /// The attempt it grew from; 0 is the root.
  package var at: Int
  package var verdict: Verdict
  /// The branch whose tip moves to it, made anew when there is none of that name.
  ///
  /// Nil for one sample of many, which moves no branch. Version 1 says nothing: an attempt made at the
  /// head moved the branch of the head.
  package var branch: String?

  package init(number: Int, at: Int, verdict: Verdict, branch: String? = nil) {
    self.number = number
    self.at = at
    self.verdict = verdict
    self.branch = branch
  }

  package var changesResult: Bool { true }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    let draft = try experiment.draft(before: event, at: .candidate)
    guard draft.at.node == at else {
      throw EventError(ordinal: event.ordinal, message: "judges no candidate at @\(at)")
    }
    guard number == experiment.attempts.count + 1 else {
      throw EventError(ordinal: event.ordinal, message: "@\(number) is out of order")
    }
    experiment.attempts.append(
      draft.attempt(
        number: number, verdict: verdict, ordinal: event.ordinal,
        given: experiment.position.pending[draft.at]?.givings ?? []))
    experiment.position.use(draft)
    if let branch {
      try experiment.position.advance(branch, from: at, to: number, event)
    } else if experiment.format == 1, experiment.position.head == at {
      experiment.position.advanceHead(to: number)
    }
  }
}
