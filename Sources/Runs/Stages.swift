package import Experiments

/// What a running stage tells whoever watches.
package enum StageNews: Sendable, Hashable {
  /// A model is being asked; `price` is nil when it has none.
  case asking(model: String, role: Role, isSimulator: Bool, price: Price?, inputTokens: Int)
  /// More of its answer.
  case text(String)
  /// More of what it thinks.
  case reasoning(String)
  /// The call waits for others to the same server.
  case queued(ahead: Int, at: String)
  /// A try failed before anything of the answer had come, and is made again after its wait.
  case retrying(CallRetry, at: String)
  /// The answer is complete; `cost` is nil when it is not known.
  case answered(outputTokens: Int?, milliseconds: Double, cost: Money?)
  /// Attempts follow that are told in a line each, with what their answers took.
  case manyAttempts
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
