package import Experiments
import Judging
import Synchronization

/// A stand-in for a model, of known skill.
///
/// The one provider that reads gold: it starts from the canonical solution, which it gets from the
/// `AnswerKey` of its services, and proves by the tests that its mistakes fail.
///
/// Always reports itself as a simulator. Which completions pass is decided by `SimulatorPolicy`; its
/// token counts are those of `TokenEstimate`.
package struct SimulatorProvider: ModelProvider {
  private let identity: SimulatorName
  private let services: SimulatorServices
  private let faulty: FaultyCode
  private let calls: CallCounter

  init(
    identity: SimulatorName,
    services: SimulatorServices,
    proofs: FailureProofs,
    calls: CallCounter
  ) {
    self.identity = identity
    self.services = services
    faulty = FaultyCode(proofs: proofs)
    self.calls = calls
  }

  package var name: String { SimulatorKind.name }

  /// Streams an answer: code for a coder, a specification, or a review.
  ///
  /// Runs the verifier when a faulty candidate has not been proven to fail before.
  package func generate(
    _ request: GenerationRequest,
    in context: GenerationContext
  ) -> AsyncThrowingStream<GenerationEvent, any Error> {
    let call = calls.next()
    return generationStream(endpoint: identity.text) { sink in
      let faults = settings.serverFaults.filter { $0.strikes(atCall: call, seed: identity.seed) }
      if faults.contains(where: { $0.kind == .slow }) {
        try await services.sleep(settings.slowness)
      }
      let error = faults.lazy.compactMap { $0.error(endpoint: identity.text) }.first
      if let error, error.code != .brokenStream { throw error }
      let text = try await answer(to: request.role, in: context)
      let shown = error == nil ? text : String(text.prefix(text.count / 2))
      try await stream(shown, to: sink)
      if let error { throw error }
      return end(request, text)
    }
  }

  /// The simulator itself.
  package func models() async throws -> [ListedModel] { [ListedModel(name: identity.text)] }

  private var settings: SimulatorSettings { services.settings }

  private func answer(to role: Role, in context: GenerationContext) async throws -> String {
    switch role {
    case .coder:
      return try await code(in: context)
    case .spec:
      return SimulatedSpec(context.problem).text
    case .reviewer:
      return SimulatedReview(
        entryPoint: context.problem.entryPoint, verdict: context.lastVerdict
      ).text
    }
  }

  private func code(in context: GenerationContext) async throws -> String {
    let problem = context.problem
    guard let gold = services.answerKey[problem],
      gold.canonicalSolution.contains(where: { !$0.isWhitespace })
    else { throw unsolved(problem) }
    let whole = BenchmarkProblem(problem, gold: gold)
    var generator = SeededHash(identity.seed).mixing("answer").mixing(problem.taskID)
      .mixing(context.path).mixing(context.sample).generator
    let shape = AnswerShape.allCases.randomElement(using: &generator) ?? .pythonFence
    if policy.passes(at: context) {
      let source = SolutionBody(whole).source(with: gold.canonicalSolution)
      return shape.answer(with: source, entryPoint: problem.entryPoint)
    }
    switch try await faulty.answer(to: whole, choosing: &generator) {
    case .code(let source, _):
      return shape.answer(with: source, entryPoint: problem.entryPoint)
    case .prose:
      return ProseAnswer.text(entryPoint: problem.entryPoint, using: &generator)
    }
  }

  private var policy: SimulatorPolicy {
    SimulatorPolicy(
      skill: identity.skill,
      seed: identity.seed,
      failureFactor: settings.failureFactor,
      guidanceFactor: settings.guidanceFactor)
  }

  private func unsolved(_ problem: Problem) -> ProviderError {
    ProviderError(
      code: .notConfigured,
      endpoint: identity.text,
      message: "the simulator starts from the canonical solution, and \(problem.taskID) has none",
      suggestion: "another problem, or a model")
  }

  /// Sends text: line by line, or token by token at the settings' pace.
  private func stream(_ text: String, to sink: GenerationSink) async throws {
    guard let speed = settings.tokensPerSecond, speed > 0 else {
      var rest = text[...]
      while !rest.isEmpty {
        let end = rest.firstIndex(where: \.isNewline).map(rest.index(after:)) ?? rest.endIndex
        sink.send(.text(String(rest[..<end])))
        rest = rest[end...]
      }
      return
    }
    var rest = text[...]
    while !rest.isEmpty {
      try await services.sleep(.seconds(1 / speed))
      sink.send(.text(String(rest.prefix(charactersPerToken))))
      rest = rest.dropFirst(charactersPerToken)
    }
  }

  private func end(_ request: GenerationRequest, _ text: String) -> GenerationEnd {
    let input = request.messages.reduce(0) { $0 + TokenEstimate.tokens($1.content) }
    return GenerationEnd(
      usage: Usage(inputTokens: input, outputTokens: TokenEstimate.tokens(text)),
      stopReason: .stop,
      reportedModel: "\(identity.text) (simulator)")
  }
}

/// The length of a piece of a paced stream: about a token.
private let charactersPerToken = 4

/// Numbers the calls of simulators, from 0.
///
/// A class because a simulated server fault must not strike the same call for ever: a call that is
/// made again is another one, whichever value of the provider makes it.
final class CallCounter: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock { count in
      defer { count += 1 }
      return count
    }
  }
}
