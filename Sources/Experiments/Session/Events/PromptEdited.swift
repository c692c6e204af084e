package import CanonicalJSON

/// A person rewrote the next request at this place.
package struct PromptEdited: ExperimentContent {
  package static let kind: EventKind = "prompt-edited"
  /// The attempt at which it holds; 0 is the root.
  package var at: Int
  /// The user message as edited; nil takes the edit back.
  package var text: ContentHash?
  /// The branch on which it holds, when that has things of its own at `at`.
  package var branch: String?

  package init(at: Int, text: ContentHash?, branch: String? = nil) {
    self.at = at
    self.text = text
    self.branch = branch
  }

  package var textHashes: [ContentHash] { text.map { [$0] } ?? [] }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    try experiment.require(attempt: at, event)
    experiment.position.changePending(at: experiment.spot(at, branch)) { $0.prompt = text }
  }
}
