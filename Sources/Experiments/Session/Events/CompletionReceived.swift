package import CanonicalJSON

/// A model answered in full.
package struct CompletionReceived: ExperimentContent {
  package static let kind: EventKind = "completion"
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

  package var textHashes: [ContentHash] { [text] + (reasoning.map { [$0] } ?? []) }
  package var changesPosition: Bool { role == .coder }

  package var changesResult: Bool { true }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    experiment.ledger.add(self)
    experiment.halted = nil
    experiment.samplesTaken[requestHash] = max(
      experiment.samplesTaken[requestHash] ?? 0, sample + 1)
    guard role == .coder else { return }
    var draft = try experiment.draft(before: event, at: .request)
    experiment.brokenAtMost[draft.at] = nil
    draft.advance(to: .completion, event)
    draft.completion = event.ordinal
    draft.outputTokens = usage.outputTokens
    draft.cost = cost
    draft.modelMs = totalMs
    experiment.position.drafts[draft.id] = draft
  }
}
