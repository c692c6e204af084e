import Experiments

/// Times one model.
struct SpeedRun: Sendable {
  /// Enough for a rate, and little enough to pay for.
  static let maxOutputTokens = 256

  let model: ResolvedModel
  let sampling: Sampling
  let rounds: Int
  let problem: Problem
  let clock: Clock
  let progress: (@Sendable (String) -> Void)?

  /// What is sent: the settings' sampling with a bounded answer.
  static func output(_ sampling: Sampling) -> Sampling {
    var sampling = sampling
    sampling.maxOutputTokens = min(sampling.maxOutputTokens, maxOutputTokens)
    return sampling
  }

  /// What was measured, and the cancellation that ended it early.
  func result() async -> (SpeedResult, (any Error)?) {
    var result = SpeedResult(model: model.name)
    do {
      progress?("\(model.name)  warm-up")
      var index = 0
      _ = try await sample(SpeedPrompts.all[0], round: 0, index: index)
      for round in 1...rounds {
        for prompt in SpeedPrompts.all {
          index += 1
          progress?("\(model.name)  round \(round) of \(rounds)  \(prompt.name)")
          result.samples.append(try await sample(prompt, round: round, index: index))
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

  private func sample(_ prompt: SpeedPrompt, round: Int, index: Int) async throws -> SpeedSample {
    // Servers keep the beginnings of prompts: one they have read before would seem to be read faster.
    let text = "(\(clock.now().milliseconds) \(index)) \(prompt.text)"
    let request = GenerationRequest(
      model: model.name, role: .coder, messages: [Message(role: .user, content: text)],
      sampling: Self.output(sampling))
    let context = GenerationContext(problem: problem, sample: index, index: index)
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
        code: .brokenStream, endpoint: model.provider.endpoint, message: "the answer broke off")
    }
    let totalMs = clock.monotonicMs() - started
    return SpeedSample(
      prompt: prompt.name, round: round, firstTokenMs: firstTokenMs ?? totalMs, totalMs: totalMs,
      usage: end.usage, timing: end.timing)
  }
}
