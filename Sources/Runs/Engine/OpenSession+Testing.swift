import CanonicalJSON
package import Experiments
import Judging

extension OpenSession {
  /// Runs an attempt's tests again and records what they said; the attempt itself stays.
  ///
  /// - Throws: `WorkbenchError` when it has no code or the sandbox fails, `CancellationError`.
  package func retest(
    _ attempt: Attempt, of taskID: String
  ) async throws -> (verdict: Verdict, differs: Bool) {
    guard let code = try await code(of: attempt) else {
      throw WorkbenchError(
        "@\(attempt.number) has no code to test", hint: "why @\(attempt.number) says why")
    }
    return try await doing("test") { _ in
      try await retest(attempt, code, of: taskID)
    }
  }

  private func retest(
    _ attempt: Attempt, _ code: String, of taskID: String
  ) async throws -> (verdict: Verdict, differs: Bool) {
    let run = try await testRun(of: code, for: taskID)
    let verdict = try await services.sandbox.run(run)
    guard verdict.outcome != .infra else {
      throw WorkbenchError(verdict.message, hint: "sandbox shows what works on this machine")
    }
    let differs =
      verdict.outcome != attempt.outcome || verdict.passed != attempt.passed
      || verdict.total != attempt.total
    let retest = Retest(number: attempt.number, verdict: verdict, differs: differs)
    try await record([retest], of: taskID, parent: attempt.verdict)
    return (verdict, differs)
  }

  /// Code of a problem, ready to be run with the limits and the interpreter that are set.
  func testRun(of code: String, for taskID: String) async throws -> TestRun {
    let settings = await currentSettings
    return TestRun(
      try await benchmarkProblem(taskID), .source(code), limits: settings.runLimits,
      python: settings.python)
  }

  /// Makes an attempt at a place out of code that a person wrote.
  ///
  /// - Throws: as `step`.
  package func attemptByHand(
    _ code: String, linesChanged: Int, at place: Place, observe: StageObserver
  ) async throws -> StepResult {
    try await doing("edit code", needing: .line(place)) { work in
      try await record(of: place.taskID, texts: [code]) { experiment in
        let spot = experiment.spot(place)
        return [
          CandidateExtracted(
            at: spot.node, code: ContentHash(of: code), form: .definition, origin: "by hand",
            isByHand: true, linesChanged: linesChanged, branch: spot.branch)
        ]
      }
      return try await attempt(at: place, work: work, observe: observe)
    }
  }

  /// Tests a recorded attempt's answer again without asking a model: read anew, run anew.
  ///
  /// Nothing of the session changes but a record of the retest.
  ///
  /// - Throws: as `retest`; `WorkbenchError` when what is read from the answer now is other code.
  package func replay(
    _ attempt: Attempt, of taskID: String
  ) async throws -> (verdict: Verdict, differs: Bool) {
    if let ordinal = attempt.completion {
      let completion = try await content(CompletionReceived.self, of: ordinal)
      let extraction = services.extractor.extract(
        from: try await text(completion.text), for: try await problem(taskID),
        truncated: completion.stopReason == .length)
      var code: ContentHash?
      if case .candidate(let candidate) = extraction { code = ContentHash(of: candidate.code) }
      guard code == attempt.code else {
        throw WorkbenchError(
          "replay diverges at @\(attempt.number): the recorded answer now gives other code",
          hint: "compare list @\(attempt.number) with list @\(attempt.number) completion")
      }
    }
    guard attempt.code != nil else { return (try await verdict(of: attempt), false) }
    return try await retest(attempt, of: taskID)
  }

  /// Whether the request an attempt was made with is what would be assembled at its place now.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func isRequestIntact(of attempt: Attempt) async throws -> Bool {
    guard attempt.request != nil else { return true }
    let sent = try await sentRequest(of: attempt)
    return try await request(from: sent).hash == sent.requestHash
  }
}
