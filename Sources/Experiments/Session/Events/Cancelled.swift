package import CanonicalJSON

/// A person stopped a stage.
package struct Cancelled: ExperimentContent {
  package static let kind: EventKind = "cancelled"
  package var stage: String
  package var role: Role
  package var partial: ContentHash?
  /// Nil when the call cannot have cost anything.
  package var broken: BrokenCall?

  package init(
    stage: String, role: Role, partial: ContentHash? = nil, broken: BrokenCall? = nil
  ) {
    self.stage = stage
    self.role = role
    self.partial = partial
    self.broken = broken
  }

  package var textHashes: [ContentHash] { partial.map { [$0] } ?? [] }
  package var changesPosition: Bool { role == .coder }

  package var changesResult: Bool { true }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    experiment.book(broken, role: role, event)
    if role == .coder { experiment.forgetCall(event) }
  }
}
