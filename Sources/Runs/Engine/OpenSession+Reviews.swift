package import Experiments

/// A review and the guidance taken from it.
package struct ReviewResult: Sendable {
  package var review: ReviewMade
  package var guidance: GuidanceAdded
  package var isSimulator: Bool
}

extension OpenSession {
  /// Whether the path to a place has had enough failed attempts since its last review.
  ///
  /// - Throws: `WorkbenchError` when the session has no such problem.
  package func isReviewDue(at place: Place) async throws -> Bool {
    let experiment = try await experiment(place.taskID)
    let interval = await currentSettings.whole("checkpoint-interval") ?? 5
    guard let last = experiment.attempt(place.node), !last.isPass else { return false }
    return experiment.failuresSinceReview(at: experiment.spot(place)) >= interval
  }

  /// Asks a reviewer to read the attempts since the last review on the path before a place.
  ///
  /// Its guidance holds below the place. Several reviewers may be asked at one place; they read the same.
  ///
  /// - Throws: `WorkbenchError` when there is nothing to review or the reviewer cannot be reached
  ///   (kind `provider`; the failure is recorded), `CancellationError`, `StoreError`.
  package func review(
    at place: Place, by name: String?, automatic: Bool, observe: StageObserver = { _ in }
  ) async throws -> ReviewResult {
    try await doing("review at \(place)") { _ in
      let experiment = try await experiment(place.taskID)
      guard let last = experiment.attempt(place.node) else {
        throw WorkbenchError("there is no attempt to review at the root @0", hint: "step makes one")
      }
      if last.isPass {
        await observe(.notice("@\(last.number) passed: the review reads the failures before it"))
      }
      let model = try await resolve(.reviewer, named: name, observe: observe)
      let prompt = try await reviewPrompt(experiment, at: place, for: model)
      let prepared = try await makeRequest(
        prompt, role: .reviewer, model: model, in: experiment, at: place)
      return try await answer(to: prepared, at: place, observe: observe) {
        answer, sent, ordinal in
        try await keep(
          answer, sent, at: place, automatic: automatic, ordinal: ordinal,
          number: experiment.reviewNumber(at: place.node), isSimulator: model.isSimulator)
      }
    }
  }

  /// Asks a model that is not the coder; a failure is recorded and thrown.
  func answer<Value>(
    to prepared: PreparedRequest, at place: Place, observe: StageObserver,
    keep: (Answer, RequestSent, _ ordinal: Int) async throws -> Value
  ) async throws -> Value {
    let taskID = place.taskID
    let (ordinal, sent) = try await send(prepared, for: taskID)
    let spot = Spot(node: place.node)
    let call = PreparedCall(
      request: try await request(from: sent), model: prepared.model,
      context: try await context(of: sent, at: place), taskID: taskID, spot: spot)
    let before = await budget.isEmpty ? [:] : await spent(for: taskID, at: spot)
    let kept = try await self.call(call, observe: observe) { result in
      switch result {
      case .answer(let answer):
        let kept = try await keep(answer, sent, ordinal)
        _ = try await haltWhenCut(answer, sent, of: taskID, observe: observe)
        return kept
      case .stopped(let breach):
        throw try await halt(
          breach, role: sent.role, model: prepared.model, of: taskID, parent: ordinal)
      case .failed(let error, let partial, let broken):
        _ = try await fail(
          error, role: sent.role, of: taskID, parent: ordinal, partial: partial, broken: broken)
        throw WorkbenchError(
          "\(error.endpoint): \(error.message)", hint: error.suggestion, kind: .provider)
      case .cancelled(let partial, let broken):
        try await cancel(
          "completion", role: sent.role, of: taskID, parent: ordinal, partial: partial,
          broken: broken)
        throw CancellationError()
      }
    }
    await warn(after: before, for: taskID, at: spot, observe: observe)
    return kept
  }

  private func reviewPrompt(
    _ experiment: Experiment, at place: Place, for model: ResolvedModel
  ) async throws -> AssembledPrompt {
    let template = try template(named: "review")
    var inputs = try await inputs(of: experiment, at: place, for: model)
    let interval = await currentSettings.whole("checkpoint-interval") ?? 5
    let failed = experiment.attemptsSinceReview(at: place.node).filter { !$0.isPass }
    inputs.past = []
    for attempt in failed.suffix(interval) { inputs.past.append(try await past(attempt)) }
    inputs.reviewNumber = experiment.reviewNumber(at: place.node)
    inputs.earlierReview = experiment.reviewBefore(place.node).flatMap {
      experiment.guidance(number: $0.guidance)?.text
    }
    var prompt = PromptAssembly.review(inputs, template: template)
    while prompt.tokens > inputs.tokenLimit, inputs.past.count > 1 {
      inputs.past.removeFirst()
      prompt = PromptAssembly.review(inputs, template: template)
    }
    return prompt
  }

  private func keep(
    _ answer: Answer, _ sent: RequestSent, at place: Place, automatic: Bool, ordinal: Int,
    number: Int, isSimulator: Bool
  ) async throws -> ReviewResult {
    let text = ReviewDisclosure.guidance(from: answer.text, number: number)
    let completion = completion(answer, to: sent)
    let tokens = answer.end.usage.outputTokens ?? TokenEstimate.tokens(answer.text)
    let events = try await record(of: place.taskID, parent: ordinal, texts: answer.texts) {
      experiment in
      let spot = experiment.spot(place)
      let guidance = GuidanceAdded(
        number: experiment.guidance.count + 1, at: spot.node, scope: .review, text: text,
        branch: spot.branch)
      let review = ReviewMade(
        number: experiment.reviews.count + 1, at: spot.node, text: completion.text,
        model: sent.model, guidance: guidance.number, isAutomatic: automatic, tokens: tokens,
        cost: completion.cost, branch: spot.branch)
      return [completion, review, guidance]
    }
    return ReviewResult(
      review: try events.content(ReviewMade.self),
      guidance: try events.content(GuidanceAdded.self), isSimulator: isSimulator)
  }

  /// The model of a role, or who stands in for it, said aloud the first time.
  ///
  /// - Throws: `ProviderError` when no provider has the model.
  func resolve(_ role: Role, named name: String? = nil, observe: StageObserver) async throws
    -> ResolvedModel
  {
    let settings = await currentSettings
    let wanted = name ?? settings.model(role)
    do {
      return try await model(named: wanted)
    } catch let error as ProviderError where role == .reviewer && name == nil {
      let standIn = await standIn(for: wanted, because: error, observe: observe)
      return try await model(named: standIn)
    }
  }

  /// The best listed local model, else the simulator.
  private func standIn(
    for wanted: String, because error: ProviderError, observe: StageObserver
  ) async -> String {
    if let known = desk.with({ $0.standIns[.reviewer] }) { return known }
    var standIn = "sim:0.4"
    for provider in services.models.listing {
      guard let models = try? await provider.models() else { continue }
      let real = models.filter { model in
        let resolved = try? services.models.resolve(model.name)
        return resolved?.isSimulator == false && resolved?.tier == .local
      }
      if let best = real.max(by: { ($0.sizeBytes ?? 0) < ($1.sizeBytes ?? 0) }) {
        standIn = best.name
        break
      }
    }
    desk.with { [standIn] in $0.standIns[.reviewer] = standIn }
    await observe(
      .notice("\(wanted) is unavailable (\(error.message)); \(standIn) reviews instead"))
    return standIn
  }
}
