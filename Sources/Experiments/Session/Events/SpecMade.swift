package import CanonicalJSON

/// How a spec came to be.
package enum SpecOrigin: String, Codable, Sendable, Hashable, CaseIterable {
  /// A model wrote it now.
  case model
  /// A person edited another one.
  case edited
  /// Taken over from an earlier one with the same key, at no cost.
  case cached
  /// Taken over from the newest of the problem, made by any model.
  case reused
}

/// A spec joined the experiment as `s<number>`.
package struct SpecMade: ExperimentContent {
  package static let kind: EventKind = "spec-made"
  package var number: Int
  package var taskID: String
  package var text: ContentHash
  /// Names what it was made from: problem text, model, template and sampling.
  package var key: ContentHash
  package var model: String
  package var template: String
  package var origin: SpecOrigin
  /// The spec it was edited from.
  package var editedFrom: Int?
  package var tokens: Int
  package var cost: Money?

  package init(
    number: Int,
    taskID: String,
    text: ContentHash,
    key: ContentHash,
    model: String,
    template: String,
    origin: SpecOrigin,
    editedFrom: Int? = nil,
    tokens: Int,
    cost: Money?
  ) {
    self.number = number
    self.taskID = taskID
    self.text = text
    self.key = key
    self.model = model
    self.template = template
    self.origin = origin
    self.editedFrom = editedFrom
    self.tokens = tokens
    self.cost = cost
  }

  package var textHashes: [ContentHash] { [text] }
  package var changesPosition: Bool { false }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    try experiment.append(self, to: \.specs, number, event)
  }
}
