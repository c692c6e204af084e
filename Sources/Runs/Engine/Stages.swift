package import Experiments

/// What a running stage tells its observer.
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

/// An attempt that was made, with what is needed to show it and to continue from it.
package struct MadeAttempt: Sendable {
  package var attempt: Attempt
  package var verdict: Verdict
  package var candidate: CandidateExtracted
  /// Where the next attempt grows from it.
  package var place: Place

  package init(
    attempt: Attempt, verdict: Verdict, candidate: CandidateExtracted, place: Place
  ) {
    (self.attempt, self.verdict) = (attempt, verdict)
    (self.candidate, self.place) = (candidate, place)
  }
}

/// What one stage gave.
package enum StageResult: Sendable {
  case request(RequestSent, AssembledPrompt)
  case completion(CompletionReceived, text: String)
  case candidate(CandidateExtracted)
  case attempt(MadeAttempt)
  case infra(InfraFailed)
}

/// What a whole attempt came to.
package enum StepResult: Sendable {
  case attempt(MadeAttempt)
  /// A server or the sandbox failed: no attempt was made.
  case infra(InfraFailed)
}

/// An attempt that one caller is making.
struct AttemptInMaking: Sendable {
  let place: Place
  /// Whether it moves the branch that it grows on; one sample of many moves none.
  var movesBranch = true
  /// Names the draft, once there is one.
  var draft: Int?
  /// Whether this caller assembled the request, so that it shows what holds now.
  var isFresh = false
  /// Whether candidates are recorded together with their completions.
  var mergesCandidate = true
}
