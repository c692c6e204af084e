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

/// What a coder could have seen; results are only comparable within one label.
package enum Exposure: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
  /// The problem and its spec alone.
  case comparable = "pass@1-comparable"
  /// That earlier attempts failed and how, or a person's guidance, but no test's values.
  case feedback
  /// Assertions, expected values, or the words of a reviewer who saw them.
  case oracle = "oracle-exposed"

  package static func < (left: Exposure, right: Exposure) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .comparable: 0
    case .feedback: 1
    case .oracle: 2
    }
  }
}

/// Exactly what was sent to a model, its texts by content.
package struct RequestSent: PayloadContent {
  package static let kind = EventKind.request
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
}

/// A person rewrote the next request at this place.
package struct PromptEdited: PayloadContent {
  package static let kind = EventKind.promptEdited
  /// The attempt at which it holds; 0 is the root.
  package var at: Int
  /// The user message as edited; nil takes the edit back.
  package var text: ContentHash?

  package init(at: Int, text: ContentHash?) {
    self.at = at
    self.text = text
  }
}

/// A model answered in full.
package struct CompletionReceived: PayloadContent {
  package static let kind = EventKind.completion
  package var role: Role
  package var model: String
  package var tier: Tier
  package var text: ContentHash
  package var reasoning: ContentHash?
  package var usage: Usage
  package var reportedModel: String
  package var digest: String?
  package var stopReason: StopReason
  package var timeToFirstTokenMs: Int?
  package var totalMs: Int
  /// Nil when the model has no price or the server reported no counts.
  package var cost: Money?
  package var requestHash: ContentHash
  package var sample: Int
  /// The server's own name for the call.
  package var requestID: String?
  package var timing: ServerTiming?
  /// Waited for other calls to the same server, in milliseconds; nil when it did not wait.
  package var queuedMs: Int?
  /// The tries that failed before; nil when the first one answered.
  package var retries: [CallRetry]?
  /// What the prompt was estimated to have, to compare with the server's count.
  package var estimatedInputTokens: Int?
  /// Options of the request's sampling that the model was asked without, by the names of their
  /// settings; nil when all were sent.
  package var unsent: [String]?
  /// The tries before that may have cost something; nil when there were none.
  package var broken: BrokenCall?
  /// Nil for an answer that was paid for when it came.
  private var replayed: Bool?

  /// Whether the answer was recorded: its cost was paid then, and not again.
  ///
  /// Sessions from before answers said so have only the name of the model to tell it.
  package var isReplay: Bool { replayed ?? model.hasPrefix("recorded:") }

  package init(
    role: Role,
    model: String,
    tier: Tier,
    text: ContentHash,
    reasoning: ContentHash?,
    end: GenerationEnd,
    timeToFirstTokenMs: Int?,
    totalMs: Int,
    cost: Money?,
    requestHash: ContentHash,
    sample: Int,
    estimatedInputTokens: Int? = nil,
    broken: BrokenCall? = nil
  ) {
    self.role = role
    self.model = model
    self.tier = tier
    self.text = text
    self.reasoning = reasoning
    self.usage = end.usage
    self.reportedModel = end.reportedModel
    self.digest = end.digest
    self.stopReason = end.stopReason
    self.timeToFirstTokenMs = timeToFirstTokenMs
    self.totalMs = totalMs
    self.cost = cost
    self.requestHash = requestHash
    self.sample = sample
    self.requestID = end.requestID
    self.timing = end.timing
    self.queuedMs = end.queuedMs
    self.retries = end.retries.isEmpty ? nil : end.retries
    self.estimatedInputTokens = estimatedInputTokens
    unsent = end.unsent.isEmpty ? nil : end.unsent
    self.broken = broken
    replayed = end.recorded == nil ? nil : true
  }
}

/// A server, the network or the sandbox failed: the attempt does not count.
package struct InfraFailed: PayloadContent {
  package static let kind = EventKind.infra
  /// The stage that failed: `completion` or `verdict`.
  package var stage: String
  package var role: Role
  package var code: String
  package var endpoint: String
  package var message: String
  package var suggestion: String?
  /// What the model had written when it broke off.
  package var partial: ContentHash?
  /// The server's own name for the call.
  package var requestID: String?
  /// The tries that failed before the last; nil when there was one try.
  package var retries: [CallRetry]?
  /// Nil when the call cannot have cost anything.
  package var broken: BrokenCall?

  package init(
    stage: String,
    role: Role,
    code: String,
    endpoint: String,
    message: String,
    suggestion: String? = nil,
    partial: ContentHash? = nil,
    requestID: String? = nil,
    retries: [CallRetry]? = nil,
    broken: BrokenCall? = nil
  ) {
    self.stage = stage
    self.role = role
    self.code = code
    self.endpoint = endpoint
    self.message = message
    self.suggestion = suggestion
    self.partial = partial
    self.requestID = requestID
    self.retries = retries
    self.broken = broken
  }
}

/// A person stopped a stage.
package struct Cancelled: PayloadContent {
  package static let kind = EventKind.cancelled
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
}

/// koderz stopped by itself: nothing failed, and a person has to decide how to go on.
package struct Halted: PayloadContent {
  package static let kind = EventKind.halted
  /// Why it stopped.
  package enum Reason: String, Codable, Sendable, Hashable {
    /// The next call could have cost more than is left; it was not sent.
    case budget
    /// The server read only a part of the prompt.
    case context
  }

  package var reason: Reason
  package var role: Role
  /// One sentence.
  package var message: String
  /// What would have been broken, when the reason is the budget.
  package var breach: BudgetBreach?

  package init(reason: Reason, role: Role, message: String, breach: BudgetBreach? = nil) {
    self.reason = reason
    self.role = role
    self.message = message
    self.breach = breach
  }
}
