package import Experiments

/// A review and the guidance taken from it.
package struct ReviewResult: Sendable {
  package var review: ReviewMade
  package var guidance: GuidanceAdded
  package var isSimulator: Bool
}

extension Workspace {
  /// Whether the path to the head has had enough failed attempts since its last review.
  ///
  /// - Throws: `WorkbenchError` when no problem was chosen yet.
  package func isReviewDue() throws -> Bool {
    let experiment = try experiment()
    let interval = currentSettings.whole("checkpoint-interval") ?? 5
    guard let head = experiment.head, !head.isPass else { return false }
    return experiment.failuresSinceReview(at: head.number) >= interval
  }

  /// Asks a reviewer to read the attempts since the last review on the path to the head.
  ///
  /// - Throws: `WorkbenchError` when there is nothing to review or the reviewer cannot be reached
  ///   (kind `provider`; the failure is recorded), `CancellationError`, `StoreError`.
  package func review(
    by name: String?, automatic: Bool, observe: StageObserver
  ) async throws -> ReviewResult {
    let experiment = try experiment()
    guard let head = experiment.head else {
      throw WorkbenchError("nothing to review at the root", hint: "step makes an attempt")
    }
    let model = try await resolve(.reviewer, named: name, observe: observe)
    let number = experiment.reviews(onPathTo: head.number).count + 1
    let prompt = try await reviewPrompt(experiment, head: head, number: number, for: model)
    let prepared = try await makeRequest(prompt, role: .reviewer, model: model, in: experiment)
    let ordinal = try await sendApart(prepared)
    let answer = try await answer(to: prepared, ordinal: ordinal, observe: observe)
    return try await keep(
      answer, prepared, number: number, at: head.number, automatic: automatic, ordinal: ordinal)
  }

  /// Records a request that is not of the coder and returns its ordinal.
  func sendApart(_ prepared: PreparedRequest) async throws -> Int {
    try await beginSession()
    let ordinal = nextOrdinal
    try await record([.request(prepared.sent)], texts: prepared.prompt.parts.map(\.slot.text))
    return ordinal
  }

  /// The answer to a spec or review request; a failure is recorded and thrown.
  func answer(
    to prepared: PreparedRequest, ordinal: Int, observe: StageObserver
  ) async throws -> Answer {
    let sent = prepared.sent
    let before = spent
    let request = try await request(from: sent)
    let result = await call(
      request, of: prepared.model, in: try await context(of: sent), observe: observe)
    switch result {
    case .answer(let answer):
      try await haltWhenCut(answer, sent, observe: observe)
      await warn(after: before, observe: observe)
      return answer
    case .stopped(let breach):
      throw try await halt(breach, role: sent.role, model: prepared.model, parent: ordinal)
    case .failed(let error, let partial, let broken):
      _ = try await fail(
        error, role: sent.role, parent: ordinal, partial: partial, broken: broken)
      throw WorkbenchError(
        "\(error.endpoint): \(error.message)", hint: error.suggestion, kind: .provider)
    case .cancelled(let partial, let broken):
      try await cancel(
        "completion", role: sent.role, parent: ordinal, partial: partial, broken: broken)
      throw CancellationError()
    }
  }

  private func reviewPrompt(
    _ experiment: Experiment, head: Attempt, number: Int, for model: ResolvedModel
  ) async throws -> AssembledPrompt {
    let template = try template(named: "review")
    var inputs = try await inputs(of: experiment, for: model)
    let earlier = experiment.reviews(onPathTo: head.number).last
    let reviewed = earlier.map(\.at) ?? 0
    var attempts = experiment.path(to: head.number).filter { $0.number > reviewed && !$0.isPass }
    attempts = Array(attempts.suffix(currentSettings.whole("checkpoint-interval") ?? 5))
    inputs.past = []
    for attempt in attempts { inputs.past.append(try await past(attempt)) }
    inputs.reviewNumber = number
    inputs.earlierReview = earlier.flatMap { experiment.guidance(number: $0.guidance)?.text }
    var prompt = PromptAssembly.review(inputs, template: template)
    while prompt.tokens > inputs.tokenLimit, inputs.past.count > 1 {
      inputs.past.removeFirst()
      prompt = PromptAssembly.review(inputs, template: template)
    }
    return prompt
  }

  private func keep(
    _ answer: Answer, _ prepared: PreparedRequest, number: Int, at place: Int, automatic: Bool,
    ordinal: Int
  ) async throws -> ReviewResult {
    let experiment = try experiment()
    let text = ReviewDisclosure.guidance(from: answer.text, number: number)
    let guidance = GuidanceAdded(
      number: experiment.guidance.count + 1, at: place, scope: .review, text: text)
    let review = ReviewMade(
      number: experiment.reviews.count + 1, at: place, text: ContentHash(of: answer.text),
      model: prepared.sent.model, guidance: guidance.number, isAutomatic: automatic,
      tokens: answer.end.usage.outputTokens ?? TokenEstimate.tokens(answer.text),
      cost: answer.cost)
    try await record(
      [
        .completion(completion(answer, to: prepared.sent)), .review(review),
        .guidanceAdded(guidance),
      ],
      parent: ordinal, texts: [answer.text] + (answer.reasoning.isEmpty ? [] : [answer.reasoning]))
    return ReviewResult(
      review: review, guidance: guidance, isSimulator: prepared.model.isSimulator)
  }
}
