package import Experiments

/// What a running stage tells whoever watches.
package enum StageNews: Sendable, Hashable {
  /// A model is being asked.
  case asking(model: String, role: Role, isSimulator: Bool)
  /// More of its answer.
  case text(String)
  /// More of what it thinks.
  case reasoning(String)
  /// The answer is complete.
  case answered(outputTokens: Int?, milliseconds: Double)
  /// The tests run.
  case testing
  /// Something the person should know: a stand-in, a slot left out.
  case notice(String)
}

/// Who watches the stages of a step.
package typealias StageObserver = @Sendable (StageNews) async -> Void

/// What one stage gave.
package enum StageResult: Sendable {
  case request(RequestSent, AssembledPrompt)
  case completion(CompletionReceived, text: String)
  case candidate(CandidateExtracted)
  case attempt(Attempt, Verdict, CandidateExtracted)
  case infra(InfraFailed)
}
