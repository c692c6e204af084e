package import Experiments
import Judging

extension Workspace {
  /// A complete answer of a model and what it took.
  struct Answer {
    var text: String
    var reasoning: String
    var end: GenerationEnd
    var timeToFirstTokenMs: Int?
    var totalMs: Int
    var cost: Money?
    /// Tries before it that may have cost something.
    var broken: BrokenCall?
  }

  /// How a call ended.
  enum CallResult {
    case answer(Answer)
    case failed(ProviderError, partial: String, broken: BrokenCall?)
    case cancelled(partial: String, broken: BrokenCall?)
    /// It was not sent.
    case stopped(BudgetBreach)
  }

  /// Asks a model, streaming to `observe`, when the budget allows what it may cost at most.
  ///
  /// Appends nothing. What it may cost is reserved until it has ended, and so is what each try may have
  /// cost that was sent and not answered.
  func call(
    _ request: GenerationRequest, of model: ResolvedModel, in context: GenerationContext,
    observe: StageObserver
  ) async -> CallResult {
    let worst = worstCase(of: request.messages, request.sampling, by: model)
    let (budget, spent) = (budget(for: request.role), spent)
    if let breach = budget.breach(byCallOf: worst, spent: spent) { return .stopped(breach) }
    var context = context
    context.policy?.affordableTries = worst.flatMap { budget.calls(of: $0, spent: spent) }
    var tries = Tries(model: model, worst: worst)
    reserved = reserved + (worst ?? .zero)
    defer { reserved = reserved - tries.atMost }
    return await ask(request, in: context, &tries, observe: observe)
  }

  /// The tries of one call, as far as money is concerned.
  private struct Tries {
    let model: ResolvedModel
    /// The most that one can cost; nil when the model has no price.
    let worst: Money?
    /// Tries that were sent and not answered, the one under way not counted.
    var lost = 0

    /// The most that all can cost.
    var atMost: Money { (lost + 1) * (worst ?? .zero) }

    /// The lost tries, and the last one when it may have cost something too; nil when none has.
    func broken(andLast isLost: Bool = false) -> BrokenCall? {
      let tries = lost + (isLost ? 1 : 0)
      guard tries > 0, model.price != .free else { return nil }
      return BrokenCall(
        model: model.name, tier: model.tier, atMost: worst.map { tries * $0 }, tries: tries)
    }

    func broken(by error: ProviderError, partial: String) -> BrokenCall? {
      broken(andLast: !error.isBeforeWork || !partial.isEmpty)
    }
  }

  private func ask(
    _ request: GenerationRequest, in context: GenerationContext, _ tries: inout Tries,
    observe: StageObserver
  ) async -> CallResult {
    let model = tries.model
    await observe(
      .asking(
        model: model.name, role: request.role, isSimulator: model.isSimulator, price: model.price,
        inputTokens: request.messages.reduce(0) { $0 + TokenEstimate.tokens($1.content) }))
    let started = services.clock.monotonicMs()
    var answer = Answer(
      text: "", reasoning: "",
      end: GenerationEnd(usage: Usage(), stopReason: .stop, reportedModel: ""), totalMs: 0)
    var isComplete = false
    do {
      if model.isSimulator, request.role == .coder {
        services.answerKey.add(try await benchmarkProblem(context.problem.taskID))
      }
      for try await event in model.provider.generate(request, in: context) {
        switch event {
        case .text(let more):
          if answer.timeToFirstTokenMs == nil {
            answer.timeToFirstTokenMs = elapsed(since: started)
          }
          answer.text += more
          await observe(.text(more))
        case .reasoning(let more):
          if answer.timeToFirstTokenMs == nil {
            answer.timeToFirstTokenMs = elapsed(since: started)
          }
          answer.reasoning += more
          await observe(.reasoning(more))
        case .queued(let ahead):
          await observe(.queued(ahead: ahead, at: model.provider.endpoint))
        case .retrying(let retry):
          if retry.code == .unanswered {
            tries.lost += 1
            reserved = reserved + (tries.worst ?? .zero)
          }
          await observe(.retrying(secrets.redact(retry), at: model.provider.endpoint))
        case .end(let end):
          answer.end = end
          isComplete = true
        }
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
    answer.broken = tries.broken()
    answer.totalMs = elapsed(since: started)
    answer.cost =
      if let recorded = answer.end.recorded { recorded.paid } else {
        model.price?.cost(of: answer.end.usage, milliseconds: answer.totalMs)
      }
    await observe(
      .answered(
        outputTokens: answer.end.usage.outputTokens, milliseconds: Double(answer.totalMs),
        cost: answer.cost))
    return .answer(answer)
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
  /// Nobody misses the usual nucleus.
  private func tell(
    _ unsent: [String], of model: ResolvedModel, observe: StageObserver
  ) async {
    let missed = unsent.filter {
      $0 != "top-p" || currentSettings.value($0).origin != .builtIn
    }.joined(separator: ", ")
    guard !missed.isEmpty, toldUnsent.insert("\(model.name) \(missed)").inserted else { return }
    await observe(.notice("\(model.name) was asked without \(missed): it takes none"))
  }

  private func elapsed(since started: Double) -> Int {
    Int((services.clock.monotonicMs() - started).rounded())
  }

  private static func unexpected(_ error: any Error, _ model: ResolvedModel) -> ProviderError {
    ProviderError(
      code: .badResponse, endpoint: model.provider.name, message: "\(error)",
      suggestion: "the step again, or another model")
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

  /// The model of a role, or who stands in for it, said aloud the first time.
  ///
  /// - Throws: `ProviderError` when nobody answers to the name.
  func resolve(_ role: Role, named name: String? = nil, observe: StageObserver) async throws
    -> ResolvedModel
  {
    let wanted = name ?? currentSettings.model(role)
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
    if let known = standIns[.reviewer] { return known }
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
    standIns[.reviewer] = standIn
    await observe(.notice("\(wanted) cannot be had (\(error.message)); \(standIn) reviews instead"))
    return standIn
  }

  /// Rebuilds the exact request from its record.
  ///
  /// - Throws: `StoreError`.
  package func request(from sent: RequestSent) async throws -> GenerationRequest {
    var parts: [AssembledPrompt.Part] = []
    for slot in sent.slots {
      let rendered = RenderedSlot(
        name: slot.name, speaker: slot.speaker, text: try await text(slot.text))
      parts.append(AssembledPrompt.Part(slot: rendered, origin: slot.origin))
    }
    let prompt = AssembledPrompt(
      template: sent.template, templateHash: sent.templateHash, parts: parts,
      dropped: sent.dropped, exposure: sent.exposure)
    return GenerationRequest(
      model: sent.model, role: sent.role, messages: prompt.messages, sampling: sent.sampling)
  }
}
