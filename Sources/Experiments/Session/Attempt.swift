package import CanonicalJSON

/// One iteration: asked, answered, read and judged.
///
/// Never changed once made.
///
/// It holds the facts that listings and decisions need; the texts stay in the events whose ordinals
/// it names.
package struct Attempt: Sendable, Hashable {
  /// Its address `@number`, from 1, in the order of making.
  package var number: Int
  /// The attempt it grew from; 0 is the root.
  package var parent: Int
  /// Ordinals of its events; request and completion are nil when a person wrote the code.
  package var request: Int?
  package var completion: Int?
  package var candidate: Int
  package var verdict: Int
  package var outcome: Outcome
  package var passed: Int
  package var total: Int
  /// The model asked; empty when by hand.
  package var model: String
  package var isByHand: Bool
  package var exposure: Exposure
  package var spec: Int?
  /// Guidance its prompt showed, by number.
  package var guidance: [Int]
  /// Names its code; nil when the completion held none.
  package var code: ContentHash?
  package var outputTokens: Int?
  package var cost: Money?
  /// Time of the model call in milliseconds.
  package var modelMs: Int
  /// Wall time of the tests in milliseconds.
  package var testMs: Int
  /// What was given at the place it grew from before it was made: it holds for all below it.
  package var given: [Giving]

  /// Whether every assertion held.
  package var isPass: Bool { outcome == .pass }
}

/// An attempt in the making, as far as its stages have come.
package struct Draft: Sendable, Hashable {
  /// Which stages are done, the last one.
  package enum Stage: String, Sendable, Hashable {
    case request
    case completion
    case candidate
  }

  package var stage: Stage
  /// Names it: the ordinal of its first event.
  package let id: Int
  /// Ordinal of its last event, which the next one names as its parent.
  package private(set) var last: Int
  /// The place it grows from.
  package var at: Spot
  /// Ordinals of the stages' events.
  package var request: Int?
  package var completion: Int?
  package var candidate: Int?
  package var model: String
  package var isByHand: Bool
  package var exposure: Exposure
  package var spec: Int?
  package var guidance: [Int]
  /// Whether the request was the person's own edit of the prompt.
  package var usesEditedPrompt: Bool
  /// What its request asks for, and which sample of that it is; nil when by hand.
  package var requestHash: ContentHash?
  package var sample: Int
  /// Whether it repeats the request of an attempt.
  package var isRetry: Bool
  package var code: ContentHash?
  package var outputTokens: Int?
  package var cost: Money?
  package var modelMs: Int

  /// One of which all else is filled in behind.
  init(stage: Stage, id: Int, last: Int, at spot: Spot) {
    (self.stage, self.id, self.last, at) = (stage, id, last, spot)
    (model, isByHand, exposure, guidance) = ("", false, .comparable, [])
    (usesEditedPrompt, sample, isRetry, modelMs) = (false, 0, false, 0)
  }

  init(request: RequestSent, at spot: Spot, ordinal: Int) {
    self.init(stage: .request, id: ordinal, last: ordinal, at: spot)
    self.request = ordinal
    model = request.model
    exposure = request.exposure
    spec = request.spec
    guidance = request.guidance
    usesEditedPrompt = request.slots.contains { $0.name == SlotName.edited }
    (requestHash, sample) = (request.requestHash, request.sample)
    isRetry = request.retryOf != nil
  }

  init(byHandAt spot: Spot, ordinal: Int) {
    self.init(stage: .candidate, id: ordinal, last: ordinal, at: spot)
    candidate = ordinal
    isByHand = true
    exposure = .byHand
  }

  mutating func advance(to stage: Stage, _ event: Event) {
    self.stage = stage
    last = event.ordinal
  }

  func attempt(number: Int, verdict: Verdict, ordinal: Int, given: [Giving]) -> Attempt {
    Attempt(
      number: number, parent: at.node, request: request, completion: completion,
      candidate: candidate ?? ordinal, verdict: ordinal, outcome: verdict.outcome,
      passed: verdict.passed, total: verdict.total, model: model, isByHand: isByHand,
      exposure: exposure, spec: spec, guidance: guidance, code: code, outputTokens: outputTokens,
      cost: cost, modelMs: modelMs, testMs: Int(verdict.wallMs.rounded()), given: given)
  }
}
