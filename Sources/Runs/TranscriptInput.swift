package import CanonicalJSON
package import Experiments

/// Everything a transcript tells, whatever its format.
package struct TranscriptInput: Sendable {
  /// The session as its events make it; must be the fold over `events`.
  package var state: SessionState
  /// Version of the koderz that writes the transcript.
  package var koderz: String
  /// The whole session, in order.
  package var events: [Event]
  /// The texts its events name; one that is missing is said to be missing.
  package var texts: [ContentHash: String]

  package init(
    state: SessionState, koderz: String, events: [Event], texts: [ContentHash: String]
  ) {
    self.state = state
    self.koderz = koderz
    self.events = events
    self.texts = texts
  }

  /// The experiments in the order their problems were opened.
  package var experiments: [Experiment] { state.order.compactMap { state.experiments[$0] } }

  /// What all model calls of the session used.
  package var ledger: Ledger { experiments.reduce(Ledger()) { $0 + $1.ledger } }

  /// A text that an event names, or words that say it is missing.
  package func text(_ hash: ContentHash) -> String { texts[hash] ?? "(this text was not exported)" }
}
