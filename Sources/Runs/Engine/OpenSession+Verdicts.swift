import CanonicalJSON
import Experiments
import Judging

// The verdict on a candidate.
extension OpenSession {
  /// Runs the tests on a candidate: this makes it an attempt.
  func judge(
    _ draft: Draft?, _ making: AttemptInMaking, observe: StageObserver
  ) async throws -> StageResult {
    guard let ordinal = draft?.candidate, let last = draft?.last else { throw Self.nothingWaits }
    let candidate = try await content(CandidateExtracted.self, of: ordinal)
    let verdict = try await verdict(on: candidate, making, parent: last, observe: observe)
    if verdict.outcome == .infra { return try await fail(verdict, making, parent: last) }
    let place = making.place
    let events = try await record(of: place.taskID, parent: last) { experiment in
      [
        VerdictGiven(
          number: experiment.attempts.count + 1, at: place.node, verdict: verdict,
          branch: making.movesBranch ? experiment.nextBranch(at: place) : nil)
      ]
    }
    let given = try events.content(VerdictGiven.self)
    guard let attempt = try await experiment(place.taskID).attempt(given.number) else {
      throw WorkbenchError(
        "@\(given.number) is missing from the session", hint: "session verify checks the session")
    }
    let next = Place(taskID: place.taskID, node: given.number, branch: given.branch)
    return .attempt(
      MadeAttempt(attempt: attempt, verdict: verdict, candidate: candidate, place: next))
  }

  private func verdict(
    on candidate: CandidateExtracted, _ making: AttemptInMaking, parent: Int,
    observe: StageObserver
  ) async throws -> Verdict {
    guard let hash = candidate.code else {
      return Verdict(outcome: candidate.outcome ?? .noCode, message: candidate.origin)
    }
    await observe(.testing)
    let run = try await testRun(of: try await text(hash), for: making.place.taskID)
    do {
      return try await services.sandbox.run(run)
    } catch is CancellationError {
      try await cancel("verdict", role: .coder, of: making.place.taskID, parent: parent)
      throw CancellationError()
    }
  }

  private func fail(
    _ verdict: Verdict, _ making: AttemptInMaking, parent: Int
  ) async throws -> StageResult {
    let failure = InfraFailed(
      stage: "verdict", role: .coder, code: "sandbox", endpoint: "sandbox",
      message: verdict.message, suggestion: "step tests the same candidate again, at no cost")
    try await record([failure], of: making.place.taskID, parent: parent)
    return .infra(failure)
  }
}
