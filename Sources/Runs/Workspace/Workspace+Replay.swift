package import Experiments

extension Workspace {
  /// Tests a recorded attempt's answer again without asking a model: read anew, run anew.
  ///
  /// Nothing of the session changes but a record of the retest.
  ///
  /// - Throws: as `retest`; `WorkbenchError` when what is read from the answer now is other code.
  package func replay(_ attempt: Attempt) async throws -> (verdict: Verdict, differs: Bool) {
    if let ordinal = attempt.completion,
      case .completion(let completion) = try await event(ordinal).payload
    {
      let problem = try await problem(try experiment().taskID)
      let extraction = services.extractor.extract(
        from: try await text(completion.text), for: problem,
        truncated: completion.stopReason == .length)
      var code: ContentHash?
      if case .candidate(let candidate) = extraction { code = ContentHash(of: candidate.code) }
      guard code == attempt.code else {
        throw WorkbenchError(
          "diverges at @\(attempt.number): other code is read from the recorded answer now",
          hint: "list @\(attempt.number); list @\(attempt.number) completion")
      }
    }
    guard attempt.code != nil else { return (try await verdict(of: attempt), false) }
    return try await retest(attempt)
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
