import Experiments

/// Times one model.
struct SpeedRun: Sendable {
  /// Enough for a rate, and little enough to pay for.
  static let maxOutputTokens = 256

  let model: ResolvedModel
  let sampling: Sampling
  let rounds: Int
  /// What the settings allow each call; a try that may have cost something is not followed by another.
  let policy: CallPolicy
  let problem: Problem
  let clock: Clock
  let progress: (@Sendable (String) -> Void)?

  /// The most that all its calls can cost; nil when the model has no price.
  var worstCase: Money? {
    SpeedPrompts.all.reduce(worstCase(of: SpeedPrompts.all[0])) { sum, prompt in
      sum.flatMap { sum in worstCase(of: prompt).map { sum + rounds * $0 } }
    }
  }

  /// Every byte of a prompt as a token, all of the output that it may have, the whole deadline.
  private func worstCase(of prompt: SpeedPrompt) -> Money? {
    model.price?.worstCase(
      inputTokens: prompt.text.utf8.count + 64, outputTokens: output.maxOutputTokens,
      milliseconds: Int(policy.deadline / .milliseconds(1)))
  }

  /// What is sent: the settings' sampling with a bounded answer.
  private var output: Sampling {
    var sampling = sampling
    sampling.maxOutputTokens = min(sampling.maxOutputTokens, Self.maxOutputTokens)
    return sampling
  }

  /// What was measured, and the cancellation that ended it early.
  func result() async -> (SpeedResult, (any Error)?) {
    var result = SpeedResult(model: model.name)
    do {
      progress?("\(model.name)  warm-up")
      var index = 0
      _ = try await sample(SpeedPrompts.all[0], round: 0, index: index, &result)
      for round in 1...rounds {
        for prompt in SpeedPrompts.all {
          index += 1
          progress?("\(model.name)  round \(round) of \(rounds)  \(prompt.name)")
          let sample = try await sample(prompt, round: round, index: index, &result)
          result.samples.append(sample)
        }
      }
      return (result, nil)
    } catch let error as ProviderError {
      result.error = error
      return (result, nil)
    } catch {
      return (result, error)
    }
  }

  private func sample(
    _ prompt: SpeedPrompt, round: Int, index: Int, _ result: inout SpeedResult
  ) async throws -> SpeedSample {
    let before = result.spentAtMost
    result.spentAtMost = before + (worstCase(of: prompt) ?? .zero)
    // Servers keep the beginnings of prompts: one they have read before would seem to be read faster.
    let text = "(\(clock.now().milliseconds) \(index)) \(prompt.text)"
    let request = GenerationRequest(
      model: model.name, role: .coder, messages: [Message(role: .user, content: text)],
      sampling: output)
    var context = GenerationContext(
      problem: problem, sample: index, index: index, policy: policy)
    context.policy?.affordableTries = 1
    let started = clock.monotonicMs()
    var firstTokenMs: Double?
    var end: GenerationEnd?
    for try await event in model.provider.generate(request, in: context) {
      switch event {
      case .text, .reasoning:
        if firstTokenMs == nil { firstTokenMs = clock.monotonicMs() - started }
      case .end(let last): end = last
      case .queued, .retrying: break
      }
    }
    try Task.checkCancellation()
    guard let end else {
      throw ProviderError(
        code: .brokenStream, endpoint: model.provider.endpoint, message: "the answer broke off",
        suggestion: "speed-test again")
    }
    let totalMs = clock.monotonicMs() - started
    if let cost = model.price?.cost(of: end.usage, milliseconds: Int(totalMs)) {
      result.spentAtMost = before + cost
    }
    return SpeedSample(
      prompt: prompt.name, round: round, firstTokenMs: firstTokenMs ?? totalMs, totalMs: totalMs,
      usage: end.usage, timing: end.timing)
  }
}
