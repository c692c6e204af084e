package import Experiments
import Judging

extension Workspace {
  /// Runs an attempt's tests again and records what they said; the attempt itself stays.
  ///
  /// - Throws: `WorkbenchError` when it has no code or the sandbox fails, `CancellationError`.
  package func retest(_ attempt: Attempt) async throws -> (verdict: Verdict, differs: Bool) {
    guard let code = try await code(of: attempt) else {
      throw WorkbenchError("@\(attempt.number) holds no code to test")
    }
    let problem = try await benchmarkProblem(try experiment().taskID)
    let verdict = try await services.sandbox.run(
      TestRun(
        problem, .source(code), limits: currentSettings.runLimits, python: currentSettings.python))
    guard verdict.outcome != .infra else { throw WorkbenchError(verdict.message) }
    let differs =
      verdict.outcome != attempt.outcome || verdict.passed != attempt.passed
      || verdict.total != attempt.total
    let retest = Retest(number: attempt.number, verdict: verdict, differs: differs)
    try await record([.retest(retest)], parent: attempt.verdict)
    return (verdict, differs)
  }

  /// Makes an attempt at the head out of code that a person wrote.
  ///
  /// - Throws: as `step`.
  package func attemptByHand(
    _ code: String, linesChanged: Int, observe: StageObserver
  ) async throws -> StageResult {
    let candidate = CandidateExtracted(
      at: try experiment().position.head, code: ContentHash(of: code), form: .definition,
      origin: "by hand", isByHand: true, linesChanged: linesChanged)
    try await record([.candidate(candidate)], texts: [code])
    return try await step(observe: observe)
  }
}
