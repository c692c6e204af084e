package import CanonicalJSON

/// Code was read out of a completion, or written by a person.
package struct CandidateExtracted: ExperimentContent {
  package static let kind: EventKind = "candidate"
  /// The place the attempt grows from; 0 is the root.
  package var at: Int
  /// Nil when the completion holds none; then `outcome` says which kind of none.
  package var code: ContentHash?
  package var form: Candidate.Form?
  package var origin: String
  package var notes: [String]
  package var outcome: Outcome?
  package var isByHand: Bool
  /// Lines that differ from the attempt it was edited from, when by hand.
  package var linesChanged: Int?
  /// The branch it grows on, when that has things of its own at `at`; of a person's code alone.
  package var branch: String?

  package init(
    at: Int,
    code: ContentHash?,
    form: Candidate.Form?,
    origin: String,
    notes: [String] = [],
    outcome: Outcome? = nil,
    isByHand: Bool = false,
    linesChanged: Int? = nil,
    branch: String? = nil
  ) {
    self.at = at
    self.code = code
    self.form = form
    self.origin = origin
    self.notes = notes
    self.outcome = outcome
    self.isByHand = isByHand
    self.linesChanged = linesChanged
    self.branch = branch
  }

  package var textHashes: [ContentHash] { code.map { [$0] } ?? [] }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    let spot = experiment.spot(at, branch)
    if isByHand {
      try experiment.require(attempt: at, event)
      experiment.forgetRequests(nil, at: spot)
      var draft = Draft(byHandAt: spot, ordinal: event.ordinal)
      draft.code = code
      experiment.position.drafts[draft.id] = draft
    } else {
      var draft = try experiment.draft(before: event, at: .completion)
      guard draft.at.node == at else {
        throw EventError(
          ordinal: event.ordinal, message: "belongs to @\(at), not to its request's place")
      }
      draft.advance(to: .candidate, event)
      draft.candidate = event.ordinal
      draft.code = code
      experiment.position.drafts[draft.id] = draft
    }
  }
}
