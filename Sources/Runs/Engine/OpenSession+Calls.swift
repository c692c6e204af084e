import CanonicalJSON
package import Experiments
import Judging

/// A complete answer of a model and what it took.
struct Answer: Sendable {
  var text = ""
  var reasoning = ""
  var end = GenerationEnd(usage: Usage(), stopReason: .stop, reportedModel: "")
  var timeToFirstTokenMs: Int?
  var totalMs = 0
  var cost: Money?
  /// Tries before it that may have cost something.
  var broken: BrokenCall?

  /// The texts that its completion names.
  var texts: [String] { [text] + (reasoning.isEmpty ? [] : [reasoning]) }

  /// The same by the names that its completion gives them.
  func named(by completion: CompletionReceived) -> [NamedText] {
    [NamedText(text, hash: completion.text)]
      + (completion.reasoning.map { [NamedText(reasoning, hash: $0)] } ?? [])
  }
}

/// How a call ended.
enum CallResult: Sendable {
  case answer(Answer)
  case failed(ProviderError, partial: String, broken: BrokenCall?)
  case cancelled(partial: String, broken: BrokenCall?)
  /// It was not sent.
  case stopped(BudgetBreach)
}

/// One call to a model: the request, whom to ask, and where it is made.
struct PreparedCall: Sendable {
  var request: GenerationRequest
  var model: ResolvedModel
  var context: GenerationContext
  var taskID: String
  /// The place of the attempt that it is for.
  var spot: Spot
}

extension OpenSession {
  /// Asks a model, streaming to `observe`, when the budget allows what it may cost at most, and records
  /// how it ended.
  ///
  /// What the call may cost is reserved until `record` has stored what it did cost, and so is what each
  /// try may have cost that was sent and not answered.
  ///
  /// - Throws: what `record` throws.
  func call<Value>(
    _ call: PreparedCall, observe: StageObserver,
    record: (CallResult) async throws -> Value
  ) async throws -> Value {
    let worst = await worstCase(of: call.request.messages, call.request.sampling, by: call.model)
    var call = call
    var tries = Tries(
      model: call.model, reservation: Reservation(worst, for: call.taskID, at: desk))
    switch await reserve(&tries.reservation, for: call) {
    case .breach(let breach): return try await record(.stopped(breach))
    case .reserved(let affordableTries): call.context.policy?.affordableTries = affordableTries
    }
    let result = await ask(call, &tries, observe: observe)
    defer { tries.reservation.release() }
    return try await record(result)
  }

  private func ask(
    _ call: PreparedCall, _ tries: inout Tries, observe: StageObserver
  ) async -> CallResult {
    let (model, request) = (call.model, call.request)
    if model.isSimulator, request.role == .coder,
      let problem = try? await benchmarkProblem(call.taskID)
    {
      services.answerKey.add(problem)
    }
    await observe(
      .asking(
        model: model.name, role: request.role, isSimulator: model.isSimulator, price: model.price,
        inputTokens: request.messages.reduce(0) { $0 + TokenEstimate.tokens($1.content) }))
    let started = services.clock.monotonicMs()
    var answer = Answer()
    var isComplete = false
    do {
      for try await event in model.provider.generate(request, in: call.context) {
        isComplete =
          await take(event, into: &answer, &tries, since: started, observe)
          || isComplete
      }
    } catch is CancellationError {
      return .cancelled(
        partial: secrets.redact(answer.text), broken: tries.broken(andLast: true))
    } catch {
      let error = secrets.redact(error as? ProviderError ?? Self.unexpected(error, model))
      let partial = secrets.redact(answer.text)
      return .failed(error, partial: partial, broken: tries.broken(by: error, partial: partial))
    }
    await keepSecrets(outOf: &answer, model, observe: observe)
    guard isComplete else { return unfinished(answer, tries) }
    await tell(answer.end.unsent, of: model, observe: observe)
    finish(&answer, tries, since: started)
    await observe(
      .answered(
        outputTokens: answer.end.usage.outputTokens, milliseconds: Double(answer.totalMs),
        cost: answer.cost))
    return .answer(answer)
  }

  /// Takes in a piece of the stream; says whether it was the end.
  private func take(
    _ event: GenerationEvent, into answer: inout Answer, _ tries: inout Tries,
    since started: Double, _ observe: StageObserver
  ) async -> Bool {
    switch event {
    case .text(let more):
      answer.timeToFirstTokenMs = answer.timeToFirstTokenMs ?? elapsed(since: started)
      answer.text += more
      await observe(.text(more))
    case .reasoning(let more):
      answer.timeToFirstTokenMs = answer.timeToFirstTokenMs ?? elapsed(since: started)
      answer.reasoning += more
      await observe(.reasoning(more))
    case .queued(let ahead):
      await observe(.queued(ahead: ahead, at: tries.model.provider.endpoint))
    case .retrying(let retry):
      if retry.code == .unanswered {
        tries.lost += 1
        tries.reservation.holdOneMore()
      }
      await observe(.retrying(secrets.redact(retry), at: tries.model.provider.endpoint))
    case .end(let end):
      answer.end = end
      return true
    }
    return false
  }

  private func finish(_ answer: inout Answer, _ tries: Tries, since started: Double) {
    answer.broken = tries.broken()
    answer.totalMs = elapsed(since: started)
    answer.cost =
      if let recorded = answer.end.recorded { recorded.paid } else {
        tries.model.price?.cost(of: answer.end.usage, milliseconds: answer.totalMs)
      }
  }

  /// Takes what looks like a key out of an answer before anything of it is recorded or run.
  private func keepSecrets(
    outOf answer: inout Answer, _ model: ResolvedModel, observe: StageObserver
  ) async {
    let clean = secrets.redact(answer.text)
    if clean != answer.text {
      await observe(
        .notice("\(model.name) wrote what looks like a key: it is kept as \(SecretScan.mark)"))
    }
    answer.text = clean
    answer.reasoning = secrets.redact(answer.reasoning)
  }

  /// Says once of each model what it was asked without; each call's record has it too.
  ///
  /// The usual nucleus is not worth a notice.
  private func tell(
    _ unsent: [String], of model: ResolvedModel, observe: StageObserver
  ) async {
    guard !unsent.isEmpty else { return }
    let settings = await currentSettings
    let missed = unsent.filter {
      $0 != "top-p" || settings.value($0).origin != .builtIn
    }.joined(separator: ", ")
    guard !missed.isEmpty,
      desk.with({ $0.toldUnsent.insert("\(model.name) \(missed)").inserted })
    else { return }
    await observe(.notice("\(model.name) was asked without \(missed): it takes none"))
  }

  private func elapsed(since started: Double) -> Int {
    Int((services.clock.monotonicMs() - started).rounded())
  }

  private static func unexpected(_ error: any Error, _ model: ResolvedModel) -> ProviderError {
    ProviderError(
      code: .badResponse, endpoint: model.provider.name, message: "\(error)",
      suggestion: "doctor looks at the server; step asks again")
  }

  /// A stream that just ends was cancelled, or broke off.
  private func unfinished(_ answer: Answer, _ tries: Tries) -> CallResult {
    let broken = tries.broken(andLast: true)
    if Task.isCancelled { return .cancelled(partial: answer.text, broken: broken) }
    let error = ProviderError(
      code: .brokenStream, endpoint: tries.model.provider.name,
      message: "the answer broke off after \(answer.text.utf8.count) bytes",
      suggestion: "step asks again; nothing was counted")
    return .failed(error, partial: answer.text, broken: broken)
  }

  /// What is recorded of an answer.
  func completion(_ answer: Answer, to sent: RequestSent) -> CompletionReceived {
    CompletionReceived(
      role: sent.role, model: sent.model, tier: answer.end.recorded?.tier ?? sent.tier,
      text: ContentHash(of: answer.text),
      reasoning: answer.reasoning.isEmpty ? nil : ContentHash(of: answer.reasoning),
      end: answer.end, timeToFirstTokenMs: answer.timeToFirstTokenMs, totalMs: answer.totalMs,
      cost: answer.cost, requestHash: sent.requestHash, sample: sent.sample,
      estimatedInputTokens: sent.slots.reduce(0) { $0 + $1.tokens }, broken: answer.broken)
  }

  /// Records that a call failed.
  func fail(
    _ error: ProviderError, role: Role, of taskID: String, parent: Int, partial: String,
    broken: BrokenCall?
  ) async throws -> InfraFailed {
    let failure = InfraFailed(
      stage: "completion", role: role, code: error.code.rawValue, endpoint: error.endpoint,
      message: error.message, suggestion: error.suggestion,
      partial: partial.isEmpty ? nil : ContentHash(of: partial), requestID: error.requestID,
      retries: error.retries.isEmpty ? nil : error.retries, broken: broken)
    try await record(
      [failure], of: taskID, parent: parent, texts: partial.isEmpty ? [] : [partial])
    return failure
  }

  /// Records that a stage was stopped.
  func cancel(
    _ stage: String, role: Role, of taskID: String, parent: Int, partial: String = "",
    broken: BrokenCall? = nil
  ) async throws {
    let cancelled = Cancelled(
      stage: stage, role: role, partial: partial.isEmpty ? nil : ContentHash(of: partial),
      broken: broken)
    try await record(
      [cancelled], of: taskID, parent: parent, texts: partial.isEmpty ? [] : [partial])
  }

  /// Rebuilds the exact request from its record.
  ///
  /// - Throws: `StoreError`.
  package func request(from sent: RequestSent) async throws -> GenerationRequest {
    GenerationRequest(
      model: sent.model, role: sent.role, messages: try await prompt(from: sent).messages,
      sampling: sent.sampling)
  }

  /// Rebuilds the prompt of a request from its record.
  ///
  /// - Throws: `StoreError`.
  package func prompt(from sent: RequestSent) async throws -> AssembledPrompt {
    var parts: [AssembledPrompt.Part] = []
    for slot in sent.slots {
      let rendered = RenderedSlot(
        name: slot.name, speaker: slot.speaker, text: try await text(slot.text))
      parts.append(AssembledPrompt.Part(slot: rendered, origin: slot.origin))
    }
    return AssembledPrompt(
      template: sent.template, templateHash: sent.templateHash, parts: parts,
      dropped: sent.dropped, exposure: sent.exposure)
  }
}
