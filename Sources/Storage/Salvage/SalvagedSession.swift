package import Experiments

/// What could be read of one session in a damaged store.
package struct SalvagedSession: Sendable, Hashable {
  /// The session's name; `session 3` when it could not be read.
  package var name: String
  /// In order; the chain has gaps where `losses` says so.
  package var events: [EventRecord]
  /// The texts that the events name, in the order of their first mention.
  package var texts: [String]
  /// What could not be read, a sentence each; empty when nothing is missing.
  package var losses: [String]

  package init(name: String, events: [EventRecord], texts: [String], losses: [String]) {
    self.name = name
    self.events = events
    self.texts = texts
    self.losses = losses
  }
}
