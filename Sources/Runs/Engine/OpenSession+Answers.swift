import CanonicalJSON
import Experiments

// The answer to a request, and the code read from it.
extension OpenSession {
  /// Asks the coder, and records its answer.
  func complete(
    _ draft: Draft?, _ making: AttemptInMaking, observe: StageObserver
  ) async throws -> StageResult {
    guard let ordinal = draft?.request, let at = draft?.at else { throw Self.nothingWaits }
    let taskID = making.place.taskID
    let sent = try await content(RequestSent.self, of: ordinal)
    // All that is needed behind the answer is read before it: what was paid for is never lost.
    let problem = try await problem(taskID)
    let call = PreparedCall(
      request: try await request(from: sent), model: try await model(named: sent.model),
      context: try await context(of: sent, at: making.place), taskID: taskID, spot: at)
    let before = await budget.isEmpty ? [:] : await spent(for: taskID, at: at)
    let stage: StageResult = try await self.call(call, observe: observe) { result in
      switch result {
      case .answer(let answer):
        let stage = try await receive(answer, to: sent, ordinal, problem, making)
        _ = try await haltWhenCut(answer, sent, of: taskID, observe: observe)
        return stage
      case .stopped(let breach):
        throw try await halt(breach, role: .coder, model: call.model, of: taskID, parent: ordinal)
      case .failed(let error, let partial, let broken):
        return .infra(
          try await fail(
            error, role: .coder, of: taskID, parent: ordinal, partial: partial, broken: broken))
      case .cancelled(let partial, let broken):
        try await cancel(
          "completion", role: .coder, of: taskID, parent: ordinal, partial: partial,
          broken: broken)
        throw CancellationError()
      }
    }
    await warn(after: before, for: taskID, at: at, observe: observe)
    return stage
  }

  static let nothingWaits = WorkbenchError(
    "no unfinished attempt waits here", hint: "stepi begins one")

  private func receive(
    _ answer: Answer, to sent: RequestSent, _ ordinal: Int, _ problem: Problem,
    _ making: AttemptInMaking
  ) async throws -> StageResult {
    let completion = completion(answer, to: sent)
    let taskID = making.place.taskID
    guard making.mergesCandidate else {
      try await record([completion], of: taskID, parent: ordinal, texts: answer.texts)
      return .completion(completion, text: answer.text)
    }
    let (candidate, code) = read(
      answer.text, of: problem, at: making.place, truncated: answer.end.stopReason == .length)
    let named = code.map { NamedText($0, hash: candidate.code ?? ContentHash(of: $0)) }
    try await log.append { _ in
      Batch(
        [
          EventDraft(completion, experiment: taskID, parent: ordinal),
          EventDraft(candidate, experiment: taskID, followsPrevious: true),
        ], named: answer.named(by: completion) + (named.map { [$0] } ?? []))
    }
    return .candidate(candidate)
  }

  /// Reads the code out of an answer that was recorded before.
  func extract(_ draft: Draft?, _ making: AttemptInMaking) async throws -> StageResult {
    guard let ordinal = draft?.completion else { throw Self.nothingWaits }
    let completion = try await content(CompletionReceived.self, of: ordinal)
    let taskID = making.place.taskID
    let (candidate, code) = read(
      try await text(completion.text), of: try await problem(taskID), at: making.place,
      truncated: completion.stopReason == .length)
    try await record([candidate], of: taskID, parent: ordinal, texts: code.map { [$0] } ?? [])
    return .candidate(candidate)
  }

  /// Reads the code out of an answer.
  private func read(
    _ answer: String, of problem: Problem, at place: Place, truncated: Bool
  ) -> (CandidateExtracted, code: String?) {
    switch services.extractor.extract(from: answer, for: problem, truncated: truncated) {
    case .candidate(let candidate):
      let extracted = CandidateExtracted(
        at: place.node, code: ContentHash(of: candidate.code), form: candidate.form,
        origin: candidate.origin, notes: candidate.notes)
      return (extracted, candidate.code)
    case .nothing(let outcome, let reason):
      return (
        CandidateExtracted(
          at: place.node, code: nil, form: nil, origin: reason, outcome: outcome), nil
      )
    }
  }

  /// Where a request is made, for simulators and recordings.
  func context(of sent: RequestSent, at place: Place) async throws -> GenerationContext {
    let experiment = try await experiment(place.taskID)
    var context = GenerationContext(problem: try await problem(place.taskID))
    context.path = sent.path
    context.sample = sent.sample
    context.index = sent.index
    context.policy = await currentSettings.callPolicy
    context.failuresShown =
      sent.failuresShown.last.map { shown in
        experiment.path(to: shown).count { !$0.isPass }
      } ?? 0
    context.guidanceShown = guidanceKnown(to: sent, in: experiment)
    if let last = experiment.attempt(place.node) {
      context.lastVerdict = try await verdict(of: last)
    }
    return context
  }

  /// Guidance on this request and on the attempts it grew from.
  private func guidanceKnown(to sent: RequestSent, in experiment: Experiment) -> Int {
    var known = Set(sent.guidance)
    if let shown = sent.failuresShown.last {
      for attempt in experiment.path(to: shown) { known.formUnion(attempt.guidance) }
    }
    return known.count
  }
}
