package import Experiments
import Judging

extension Workspace {
  /// Makes one whole attempt at the head, going on from a stage that is already done.
  ///
  /// **Effects**: one model call and one run of the tests at most; every stage is appended when done.
  ///
  /// - Throws: `WorkbenchError`, `ProviderError` when the coder's name has no provider,
  ///   `CancellationError` when stopped, `StoreError`. A fault of a server or the sandbox is the
  ///   result `infra`.
  package func step(observe: StageObserver) async throws -> StageResult {
    while true {
      let result = try await nextStage(mergingCandidate: true, observe: observe)
      switch result {
      case .attempt, .infra: return result
      case .request, .completion, .candidate: continue
      }
    }
  }

  /// Makes the next stage at the head: request, completion, candidate or verdict.
  ///
  /// With `mergingCandidate` the candidate is recorded together with its completion.
  ///
  /// - Throws: as `step`.
  package func nextStage(
    mergingCandidate: Bool = false, observe: StageObserver
  ) async throws -> StageResult {
    let draft = try experiment().position.here.draft
    switch draft?.stage {
    case nil: return try await send(try await nextRequest(), observe: observe)
    case .request:
      return try await complete(mergingCandidate: mergingCandidate, observe: observe)
    case .completion: return try await extract()
    case .candidate: return try await judge(observe: observe)
    }
  }

  /// Makes another sample of an attempt's own request, beside it.
  ///
  /// - Throws: as `step`; `WorkbenchError` when the attempt was written by hand.
  package func retry(_ attempt: Attempt, observe: StageObserver) async throws -> StageResult {
    guard let ordinal = attempt.request, case .request(var sent) = try await event(ordinal).payload
    else {
      throw WorkbenchError("@\(attempt.number) was written by hand: it has no request to repeat")
    }
    let experiment = try experiment()
    sent.sample = experiment.samplesTaken[sent.requestHash] ?? 0
    let last = experiment.children(of: attempt.parent).last { $0.model == attempt.model }
    sent.index = try await indexAfter(last)
    sent.retryOf = attempt.number
    try await record([.headMoved(HeadMoved(to: attempt.parent)), .request(sent)])
    do {
      let result = try await step(observe: observe)
      if case .infra = result { try await record([.headMoved(HeadMoved(to: attempt.number))]) }
      return result
    } catch is CancellationError {
      try await record([.headMoved(HeadMoved(to: attempt.number))])
      throw CancellationError()
    }
  }

  private func send(
    _ prepared: PreparedRequest, observe: StageObserver
  ) async throws -> StageResult {
    if !prepared.prompt.dropped.isEmpty {
      let names = prepared.prompt.dropped.joined(separator: ", ")
      await observe(.notice("left out to fit the context: \(names)"))
    }
    try await record([.request(prepared.sent)], texts: prepared.prompt.parts.map(\.slot.text))
    return .request(prepared.sent, prepared.prompt)
  }

  private func draftRequest() async throws -> (ordinal: Int, sent: RequestSent) {
    guard let ordinal = try experiment().position.here.draft?.request,
      case .request(let sent) = try await event(ordinal).payload
    else { throw WorkbenchError("no request waits here", hint: "stepi makes one") }
    return (ordinal, sent)
  }

  private func complete(
    mergingCandidate: Bool, observe: StageObserver
  ) async throws -> StageResult {
    let (ordinal, sent) = try await draftRequest()
    let model = try await model(named: sent.model)
    let before = spent
    let request = try await request(from: sent)
    let result = await call(request, of: model, in: try await context(of: sent), observe: observe)
    switch result {
    case .answer(let answer):
      let stage = try await receive(
        answer, to: sent, ordinal: ordinal, mergingCandidate: mergingCandidate)
      try await haltWhenCut(answer, sent, observe: observe)
      await warn(after: before, observe: observe)
      return stage
    case .stopped(let breach):
      throw try await halt(breach, role: .coder, model: model, parent: ordinal)
    case .failed(let error, let partial, let broken):
      return try await fail(
        error, role: .coder, parent: ordinal, partial: partial, broken: broken)
    case .cancelled(let partial, let broken):
      try await cancel(
        "completion", role: .coder, parent: ordinal, partial: partial, broken: broken)
      throw CancellationError()
    }
  }

  /// Where a request is made, for simulators and recordings.
  func context(of sent: RequestSent) async throws -> GenerationContext {
    let experiment = try experiment()
    var context = GenerationContext(problem: try await problem(experiment.taskID))
    context.path = sent.path
    context.sample = sent.sample
    context.index = sent.index
    context.policy = currentSettings.callPolicy
    context.failuresShown = try await failuresKnown(to: sent, in: experiment)
    context.guidanceShown = guidanceKnown(to: sent, in: experiment)
    if let last = experiment.head { context.lastVerdict = try await verdict(of: last) }
    return context
  }

  /// Failures that this request and those it grew from showed, one after the other.
  private func failuresKnown(to sent: RequestSent, in experiment: Experiment) async throws -> Int {
    guard let shown = sent.failuresShown.last else { return 0 }
    return experiment.path(to: shown).count { !$0.isPass }
  }

  /// Guidance on this request and on the attempts it grew from.
  private func guidanceKnown(to sent: RequestSent, in experiment: Experiment) -> Int {
    var known = Set(sent.guidance)
    if let shown = sent.failuresShown.last {
      for attempt in experiment.path(to: shown) { known.formUnion(attempt.guidance) }
    }
    return known.count
  }

  func completion(_ answer: Answer, to sent: RequestSent) -> CompletionReceived {
    CompletionReceived(
      role: sent.role, model: sent.model, tier: answer.end.recorded?.tier ?? sent.tier,
      text: ContentHash(of: answer.text),
      reasoning: answer.reasoning.isEmpty ? nil : ContentHash(of: answer.reasoning),
      end: answer.end, timeToFirstTokenMs: answer.timeToFirstTokenMs, totalMs: answer.totalMs,
      cost: answer.cost, requestHash: sent.requestHash, sample: sent.sample,
      estimatedInputTokens: sent.slots.reduce(0) { $0 + $1.tokens }, broken: answer.broken)
  }

  private func receive(
    _ answer: Answer, to sent: RequestSent, ordinal: Int, mergingCandidate: Bool
  ) async throws -> StageResult {
    let completion = completion(answer, to: sent)
    let texts = [answer.text] + (answer.reasoning.isEmpty ? [] : [answer.reasoning])
    guard mergingCandidate else {
      try await record([.completion(completion)], parent: ordinal, texts: texts)
      return .completion(completion, text: answer.text)
    }
    let (candidate, code) = try await read(
      answer.text, truncated: answer.end.stopReason == .length)
    let taskID = try experiment().taskID
    try await append(
      [
        EventDraft(.completion(completion), experiment: taskID, parent: ordinal),
        EventDraft(.candidate(candidate), experiment: taskID, parent: nextOrdinal),
      ], texts: texts + (code.map { [$0] } ?? []))
    return .candidate(candidate)
  }

  private func extract() async throws -> StageResult {
    guard let ordinal = try experiment().position.here.draft?.completion,
      case .completion(let completion) = try await event(ordinal).payload
    else { throw WorkbenchError("no completion waits here", hint: "stepi asks for one") }
    let (candidate, code) = try await read(
      try await text(completion.text), truncated: completion.stopReason == .length)
    try await record([.candidate(candidate)], parent: ordinal, texts: code.map { [$0] } ?? [])
    return .candidate(candidate)
  }

  /// Reads the code out of an answer.
  private func read(
    _ answer: String, truncated: Bool
  ) async throws -> (CandidateExtracted, code: String?) {
    let experiment = try experiment()
    let problem = try await problem(experiment.taskID)
    let place = experiment.position.head
    switch services.extractor.extract(from: answer, for: problem, truncated: truncated) {
    case .candidate(let candidate):
      let extracted = CandidateExtracted(
        at: place, code: ContentHash(of: candidate.code), form: candidate.form,
        origin: candidate.origin, notes: candidate.notes)
      return (extracted, candidate.code)
    case .nothing(let outcome, let reason):
      return (
        CandidateExtracted(at: place, code: nil, form: nil, origin: reason, outcome: outcome), nil
      )
    }
  }

  private func judge(observe: StageObserver) async throws -> StageResult {
    let experiment = try experiment()
    guard let ordinal = experiment.position.here.draft?.candidate,
      case .candidate(let candidate) = try await event(ordinal).payload
    else { throw WorkbenchError("no candidate waits here", hint: "stepi makes one") }
    let verdict = try await verdict(on: candidate, parent: ordinal, observe: observe)
    if verdict.outcome == .infra { return try await fail(verdict, parent: ordinal) }
    let number = experiment.attempts.count + 1
    let given = VerdictGiven(number: number, at: experiment.position.head, verdict: verdict)
    try await record([.verdict(given)], parent: ordinal)
    guard let attempt = try self.experiment().attempt(number) else {
      throw WorkbenchError("@\(number) was recorded and is missing: session verify")
    }
    return .attempt(attempt, verdict, candidate)
  }

  private func verdict(
    on candidate: CandidateExtracted, parent: Int, observe: StageObserver
  ) async throws -> Verdict {
    guard let hash = candidate.code else {
      return Verdict(outcome: candidate.outcome ?? .noCode, message: candidate.origin)
    }
    await observe(.testing)
    let problem = try await benchmarkProblem(try experiment().taskID)
    let run = TestRun(
      problem, .source(try await text(hash)), limits: currentSettings.runLimits,
      python: currentSettings.python)
    do {
      return try await services.sandbox.run(run)
    } catch is CancellationError {
      try await cancel("verdict", role: .coder, parent: parent, partial: "")
      throw CancellationError()
    }
  }

  func fail(
    _ error: ProviderError, role: Role, parent: Int, partial: String, broken: BrokenCall?
  ) async throws -> StageResult {
    let failure = InfraFailed(
      stage: "completion", role: role, code: error.code.rawValue, endpoint: error.endpoint,
      message: error.message, suggestion: error.suggestion,
      partial: partial.isEmpty ? nil : ContentHash(of: partial), requestID: error.requestID,
      retries: error.retries.isEmpty ? nil : error.retries, broken: broken)
    try await record([.infra(failure)], parent: parent, texts: partial.isEmpty ? [] : [partial])
    return .infra(failure)
  }

  private func fail(_ verdict: Verdict, parent: Int) async throws -> StageResult {
    let failure = InfraFailed(
      stage: "verdict", role: .coder, code: "sandbox", endpoint: "sandbox",
      message: verdict.message, suggestion: "step tests the same candidate again, at no cost")
    try await record([.infra(failure)], parent: parent)
    return .infra(failure)
  }

  func cancel(
    _ stage: String, role: Role, parent: Int, partial: String, broken: BrokenCall? = nil
  ) async throws {
    let cancelled = Cancelled(
      stage: stage, role: role, partial: partial.isEmpty ? nil : ContentHash(of: partial),
      broken: broken)
    try await record(
      [.cancelled(cancelled)], parent: parent, texts: partial.isEmpty ? [] : [partial])
  }
}
