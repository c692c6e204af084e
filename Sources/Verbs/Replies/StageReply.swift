import CanonicalJSON
import Experiments
import Presentation
import Runs

/// What is said about single stages.
enum StageReply {
  /// Nil for an attempt and for a failure, which are told elsewhere.
  static func made(_ result: StageResult) -> Reply? {
    switch result {
    case .request(let sent, let prompt):
      return Reply(
        "request   \(sent.model) · \(prompt.parts.count) slots · \(prompt.tokens) tok · exposure: \(sent.exposure.rawValue)",
        record: [
          "event": "request", "model": .string(sent.model), "tokens": .integer(prompt.tokens),
          "exposure": .string(sent.exposure.rawValue), "hash": .string(sent.requestHash.hex),
        ])
    case .completion(let completion, let text):
      let tokens = completion.usage.outputTokens ?? TokenEstimate.tokens(text)
      return Reply(
        "completion   \(tokens) tok · \(Numbers.duration(ms: completion.totalMs)) · \(completion.reportedModel)",
        record: [
          "event": "completion", "model": .string(completion.model), "text": .string(text),
          "outputTokens": .integer(tokens), "ms": .integer(completion.totalMs),
        ])
    case .candidate(let candidate):
      let parts = [candidate.origin] + candidate.notes
      return Reply(
        "candidate   \(parts.joined(separator: ", "))",
        record: [
          "event": "candidate", "origin": .string(candidate.origin),
          "notes": .array(candidate.notes.map(JSONValue.string)),
          "hasCode": .bool(candidate.code != nil),
        ])
    case .attempt, .infra: return nil
    }
  }
}
