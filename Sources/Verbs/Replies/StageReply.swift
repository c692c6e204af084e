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
        record: RequestRecord(sent))
    case .completion(let completion, let text):
      let tokens = completion.usage.outputTokens ?? TokenEstimate.tokens(text)
      return Reply(
        "completion   \(tokens) tok · \(Numbers.duration(ms: completion.totalMs)) · \(completion.reportedModel)",
        record: CompletionRecord(
          model: completion.model, reportedModel: completion.reportedModel, text: text,
          outputTokens: tokens, ms: completion.totalMs, costNanoUSD: completion.cost?.nanoUSD))
    case .candidate(let candidate):
      let parts = [candidate.origin] + candidate.notes
      return Reply(
        "candidate   \(parts.joined(separator: ", "))",
        record: CandidateRecord(
          origin: candidate.origin, notes: candidate.notes, hasCode: candidate.code != nil))
    case .attempt, .infra: return nil
    }
  }
}
