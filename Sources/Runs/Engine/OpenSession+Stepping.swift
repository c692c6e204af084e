import CanonicalJSON
package import Experiments

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
    let texts = zip(prepared.prompt.parts, prepared.sent.slots).map { part, slot in
      NamedText(part.slot.text, hash: slot.text)
    }
    let events = try await log.append(willShow: { events in
      if let event = events.last { willShow?(event.ordinal) }
    }) { state in
      var sent = prepared.sent
      sent.sample = state.experiments[taskID]?.nextSample(of: sent.requestHash) ?? sent.sample
      return Batch([EventDraft(sent, experiment: taskID)], named: texts)
    }
    guard let event = events.last else {
      throw WorkbenchError(
        "the request is missing from the session", hint: "session verify checks the session")
    }
    return (event.ordinal, try events.content(RequestSent.self))
  }
}
