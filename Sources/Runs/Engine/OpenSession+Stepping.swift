import CanonicalJSON
package import Experiments
import Judging

extension OpenSession {
  /// Makes one whole attempt at a place, going on from a stage that is already done there.
  ///
  /// The branch of the place goes along with it, and so does the head when it is there.
  ///
  /// **Effects**: one model call and one run of the tests at most; every stage is appended when done.
  ///
  /// - Throws: `WorkbenchError`, of kind `busy` when others make attempts there; `ProviderError` when the
  ///   coder's name has no provider; `CancellationError` when stopped; `StoreError`. A fault of a server
  ///   or the sandbox is the result `infra`.
  package func step(at place: Place, observe: StageObserver = { _ in }) async throws -> StepResult {
    try await doing("step", needing: .line(place)) { work in
      try await attempt(at: place, work: work, observe: observe)
    }
  }

  /// Makes another attempt at a place as one sample of many: it moves no branch.
  ///
  /// Any number of samples may be made at one place at once.
  ///
  /// - Throws: as `step`, but never because of other samples.
  package func sample(
    at place: Place, observe: StageObserver = { _ in }
  ) async throws -> StepResult {
    try await doing("sample at \(place)") { _ in
      let prepared = try await assembleRequest(at: place)
      return try await sample(prepared, at: place, observe: observe)
    }
  }

  /// Makes another sample of an attempt's own request, beside it.
  ///
  /// - Throws: as `sample`; `WorkbenchError` when the attempt was written by hand.
  package func retry(
    _ attempt: Attempt, of taskID: String, observe: StageObserver = { _ in }
  ) async throws -> StepResult {
    try await doing("retry of @\(attempt.number) of \(taskID)") { _ in
      var sent = try await sentRequest(of: attempt)
      let experiment = try await experiment(taskID)
      let place = Place(taskID: taskID, node: attempt.parent)
      let last = experiment.children(of: attempt.parent).last { $0.model == attempt.model }
      sent.index = try await indexAfter(last)
      sent.retryOf = attempt.number
      (sent.at, sent.branch, sent.replaces) = (attempt.parent, nil, nil)
      let prepared = PreparedRequest(
        prompt: try await prompt(from: sent), sent: sent,
        model: try await model(named: sent.model))
      return try await sample(prepared, at: place, observe: observe)
    }
  }

  private func sample(
    _ prepared: PreparedRequest, at place: Place, observe: StageObserver
  ) async throws -> StepResult {
    var making = AttemptInMaking(place: place, movesBranch: false)
    _ = try await send(prepared, for: &making, observe: observe)
    return try await finish(&making, observe: observe)
  }

  /// Makes the next stage at a place: request, completion, candidate or verdict.
  ///
  /// - Throws: as `step`.
  package func nextStage(
    at place: Place, observe: StageObserver = { _ in }
  ) async throws -> StageResult {
    try await doing("stepi", needing: .line(place)) { work in
      try await stage(at: place, work: work, mergesCandidate: false, observe: observe)
    }
  }

  /// One stage inside of work that holds the line of the place.
  func stage(
    at place: Place, work: Int, mergesCandidate: Bool, observe: StageObserver
  ) async throws -> StageResult {
    var making = AttemptInMaking(place: place)
    making.mergesCandidate = mergesCandidate
    try await pickUp(&making)
    defer { release(making) }
    let result = try await stage(of: &making, observe: observe)
    if case .attempt(let made) = result {
      desk.with { $0.works.move(work, to: made.place) }
    }
    return result
  }

  /// One attempt inside of work that holds the line of the place.
  func attempt(at place: Place, work: Int, observe: StageObserver) async throws -> StepResult {
    var making = AttemptInMaking(place: place)
    try await pickUp(&making)
    let result = try await finish(&making, observe: observe)
    if case .attempt(let made) = result {
      desk.with { $0.works.move(work, to: made.place) }
    }
    return result
  }

  /// Makes the stages that are missing.
  private func finish(
    _ making: inout AttemptInMaking, observe: StageObserver
  ) async throws -> StepResult {
    defer { release(making) }
    while true {
      try Task.checkCancellation()
      switch try await stage(of: &making, observe: observe) {
      case .attempt(let made): return .attempt(made)
      case .infra(let failure): return .infra(failure)
      case .request, .completion, .candidate: continue
      }
    }
  }

  /// Takes the draft that waits at the place, if there is one that no other caller works on.
  private func pickUp(_ making: inout AttemptInMaking) async throws {
    let experiment = try await experiment(making.place.taskID)
    let waiting = experiment.position.drafts(at: experiment.spot(making.place))
    making.draft =
      waiting.first { draft in
        !(draft.isRetry && draft.stage == .request) && desk.take(draft: draft.id)
      }?.id
  }

  private func release(_ making: AttemptInMaking) {
    if let draft = making.draft { desk.release(draft: draft) }
  }

  private func stage(
    of making: inout AttemptInMaking, observe: StageObserver
  ) async throws -> StageResult {
    let experiment = try await experiment(making.place.taskID)
    let draft = making.draft.flatMap { experiment.position.drafts[$0] }
    switch draft?.stage {
    case nil:
      let prepared = try await assembleRequest(at: making.place)
      return try await send(prepared, for: &making, observe: observe)
    case .request:
      if let draft, let anew = try await madeAnew(draft, making) {
        await observe(.notice("the request that waited is made anew: what it shows has changed"))
        return try await send(anew, for: &making, observe: observe)
      }
      return try await complete(draft, making, observe: observe)
    case .completion: return try await extract(draft, making)
    case .candidate: return try await judge(draft, making, observe: observe)
    }
  }

  /// The request to send in place of one that waited; nil when that still shows what holds.
  private func madeAnew(
    _ draft: Draft, _ making: AttemptInMaking
  ) async throws -> PreparedRequest? {
    guard !making.isFresh, !draft.isRetry else { return nil }
    var prepared = try await assembleRequest(at: making.place)
    guard prepared.sent.requestHash != draft.requestHash else { return nil }
    prepared.sent.replaces = draft.id
    return prepared
  }

  private func send(
    _ prepared: PreparedRequest, for making: inout AttemptInMaking, observe: StageObserver
  ) async throws -> StageResult {
    if !prepared.prompt.dropped.isEmpty {
      let names = prepared.prompt.dropped.joined(separator: ", ")
      await observe(.notice("left out to fit the context: \(names)"))
    }
    release(making)
    making.draft = nil
    let sent = try await send(prepared, for: making.place.taskID) { [desk] ordinal in
      _ = desk.take(draft: ordinal)
    }
    (making.draft, making.isFresh) = (sent.ordinal, true)
    return .request(sent.sent, prepared.prompt)
  }

  /// Records a request; says which sample of it this one is.
  func send(
    _ prepared: PreparedRequest, for taskID: String,
    willShow: (@Sendable (_ ordinal: Int) -> Void)? = nil
  ) async throws -> (ordinal: Int, sent: RequestSent) {
    let texts = prepared.prompt.parts.map(\.slot.text)
    let events = try await log.append(willShow: { events in
      if let event = events.last { willShow?(event.ordinal) }
    }) { state in
      var sent = prepared.sent
      sent.sample = state.experiments[taskID]?.nextSample(of: sent.requestHash) ?? sent.sample
      return Batch([sent], of: taskID, texts: texts)
    }
    guard let event = events.last else {
      throw WorkbenchError(
        "the request is missing from the session", hint: "session verify checks the session")
    }
    return (event.ordinal, try events.content(RequestSent.self))
  }

  private func complete(
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

  private static let nothingWaits = WorkbenchError(
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
    try await log.append { _ in
      Batch(
        [
          EventDraft(completion, experiment: taskID, parent: ordinal),
          EventDraft(candidate, experiment: taskID, followsPrevious: true),
        ], texts: answer.texts + (code.map { [$0] } ?? []))
    }
    return .candidate(candidate)
  }

  private func extract(_ draft: Draft?, _ making: AttemptInMaking) async throws -> StageResult {
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

  private func judge(
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
