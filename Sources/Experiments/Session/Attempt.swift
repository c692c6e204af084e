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
  package var code: ContentHash?
  package var outputTokens: Int?
  package var cost: Money?
  package var modelMs: Int

  init(request: RequestSent, ordinal: Int) {
    stage = .request
    self.request = ordinal
    model = request.model
    isByHand = false
    exposure = request.exposure
    spec = request.spec
    guidance = request.guidance
    usesEditedPrompt = request.slots.contains { $0.name == SlotName.edited }
    modelMs = 0
  }

  init(byHand exposure: Exposure) {
    stage = .candidate
    model = ""
    isByHand = true
    self.exposure = exposure
    guidance = []
    usesEditedPrompt = false
    modelMs = 0
  }

  func attempt(number: Int, parent: Int, verdict: Verdict, ordinal: Int) -> Attempt {
    Attempt(
      number: number, parent: parent, request: request, completion: completion,
      candidate: candidate ?? ordinal, verdict: ordinal, outcome: verdict.outcome,
      passed: verdict.passed, total: verdict.total, model: model, isByHand: isByHand,
      exposure: exposure, spec: spec, guidance: guidance, code: code, outputTokens: outputTokens,
      cost: cost, modelMs: modelMs, testMs: Int(verdict.wallMs.rounded()))
  }
}
