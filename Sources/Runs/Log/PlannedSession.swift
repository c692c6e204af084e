package import Experiments

/// A session that begins with its first event.
package struct PlannedSession: Sendable, Hashable {
  package var name: String
  package var kind: SessionKind
  /// The run of many sessions that it is one of.
  package var run: String?

  package init(name: String, kind: SessionKind = .interactive, run: String? = nil) {
    (self.name, self.kind, self.run) = (name, kind, run)
  }
}
