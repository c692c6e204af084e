package import CanonicalJSON

/// One part of a prompt: where it stands, what it says, where it came from.
package struct SlotRecord: Codable, Sendable, Hashable {
  /// The slot's name in the template: `problem`, `guidance`.
  package var name: String
  package var speaker: Message.Speaker
  package var text: ContentHash
  /// Estimated tokens.
  package var tokens: Int
  /// What it came from, such as `HumanEval/32`, `s1`, `@4`, `g2`, or the template's name.
  package var origin: String

  package init(
    name: String,
    speaker: Message.Speaker,
    text: ContentHash,
    tokens: Int,
    origin: String
  ) {
    self.name = name
    self.speaker = speaker
    self.text = text
    self.tokens = tokens
    self.origin = origin
  }
}

/// Exactly what was sent to a model, its texts by content.
package struct RequestSent: ExperimentContent {
  package static let kind: EventKind = "request"
  package var role: Role
  package var model: String
  package var tier: Tier
  package var sampling: Sampling
  /// Name and hash of the template: `iteration`.
  package var template: String
  package var templateHash: ContentHash
  /// In the order sent; slots of one speaker that follow each other make one message, joined by an empty line.
  package var slots: [SlotRecord]
  /// Optional slots left out to fit the context, by name.
  package var dropped: [String]
  package var exposure: Exposure
  /// Names the request's content: equal for equal requests.
  package var requestHash: ContentHash
  /// Attempts from the root to the place of asking, such as `1.2.5`.
  package var path: String
  /// How many answers were already taken to this request at this place, from 0.
  package var sample: Int
  /// How many answers of this role the model had given before on the way here, from 0.
  package var index: Int
  /// The spec shown, if any.
  package var spec: Int?
  /// Guidance shown, by number.
  package var guidance: [Int]
  /// Attempts of which the failure is shown.
  package var failuresShown: [Int]
  /// The attempt whose request this repeats, for `retry`.
  package var retryOf: Int?
  /// The place of asking; version 1 says nothing, and means the head.
  package var at: Int?
  /// The branch there, when it has things of its own.
  package var branch: String?
  /// The request that waited there, by ordinal, when this one takes its place.
  package var replaces: Int?

  package init(
    role: Role,
    model: String,
    tier: Tier,
    sampling: Sampling,
    template: String,
    templateHash: ContentHash,
    slots: [SlotRecord],
    dropped: [String],
    exposure: Exposure,
    requestHash: ContentHash,
    path: String,
    sample: Int,
    index: Int,
    spec: Int? = nil,
    guidance: [Int] = [],
    failuresShown: [Int] = [],
    retryOf: Int? = nil
  ) {
    self.role = role
    self.model = model
    self.tier = tier
    self.sampling = sampling
    self.template = template
    self.templateHash = templateHash
    self.slots = slots
    self.dropped = dropped
    self.exposure = exposure
    self.requestHash = requestHash
    self.path = path
    self.sample = sample
    self.index = index
    self.spec = spec
    self.guidance = guidance
    self.failuresShown = failuresShown
    self.retryOf = retryOf
  }

  package var textHashes: [ContentHash] { slots.map(\.text) }
  package var changesPosition: Bool { role == .coder }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    guard role == .coder else { return }
    let spot = experiment.spot(at, branch)
    try experiment.require(attempt: spot.node, event)
    experiment.forgetRequests(replaces, at: spot)
    experiment.position.drafts[event.ordinal] = Draft(
      request: self, at: spot, ordinal: event.ordinal)
  }
}
