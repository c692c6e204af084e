import Experiments
import Synchronization

/// A provider whose calls wait their turn, are made again where that is safe, end at their deadline,
/// and leave a model alone that fails.
///
/// The order is: the breaker is asked, the call waits its turn at the server, the breaker is asked
/// again, the tries follow one another. A call keeps its place at the server while it waits for its
/// next try: a server that asks one call to wait means the next in line too. The deadline covers all
/// of it.
struct GovernedProvider: AnsweringProvider {
  let base: any ModelProvider
  /// The name under which calls are counted for the breaker.
  let model: String
  let tier: Tier
  /// Whether a server answers, with a queue and a breaker; else it is answered in this process.
  let isServer: Bool
  let scheduler: CallScheduler
  let timing: CallTiming
  /// For calls that bring no policy.
  let fallback: CallPolicy

  var name: String { base.name }

  var endpoint: String { base.endpoint }

  func models() async throws -> [ListedModel] { try await base.models() }

  func answer(
    _ request: GenerationRequest, in context: GenerationContext, to sink: GenerationSink
  ) async throws -> GenerationEnd {
    let call = GovernedCall(
      provider: self, request: request, context: context, policy: context.policy ?? fallback)
    return try await call.run(sink)
  }
}

/// One call of a governed provider.
///
/// A class because its deadline, which runs beside it, tells how far it had come.
private final class GovernedCall: Sendable {
  private struct Progress {
    var retries: [CallRetry] = []
    var queuedMs: Int?
    /// Set while the model is being asked, tries and waits included.
    var permit: CircuitBreaker.Permit?
    var isQueued = false
    /// Whether any piece of an answer has come.
    var hasAnswer = false
  }

  private let provider: GovernedProvider
  private let request: GenerationRequest
  private let context: GenerationContext
  private let policy: CallPolicy
  private let deadline: Duration
  private let progress = Mutex(Progress())

  init(
    provider: GovernedProvider, request: GenerationRequest, context: GenerationContext,
    policy: CallPolicy
  ) {
    self.provider = provider
    self.request = request
    self.context = context
    self.policy = policy
    deadline = provider.timing.now() + policy.deadline
  }

  private var timing: CallTiming { provider.timing }

  private var endpoint: String { provider.endpoint }

  private var remaining: Duration { deadline - timing.now() }

  /// Runs the call to its end and tells the breaker what came of it.
  func run(_ sink: GenerationSink) async throws -> GenerationEnd {
    do {
      let end = try await bounded(sink)
      report(.success)
      return end
    } catch let error as ProviderError {
      report(CircuitBreaker.Observation(error))
      throw error
    } catch {
      report(.none)
      throw error
    }
  }

  private func bounded(_ sink: GenerationSink) async throws -> GenerationEnd {
    do {
      return try await withDeadline(
        total: remaining, idle: policy.idle, timing: timing
      ) { [self] heartbeat in
        provider.isServer
          ? try await inTurn(sink, heartbeat) : try await tries(sink, heartbeat)
      }
    } catch let exceeded as DeadlineExceeded {
      throw late(exceeded)
    }
  }

  private func inTurn(_ sink: GenerationSink, _ heartbeat: Heartbeat) async throws -> GenerationEnd
  {
    let (scheduler, model) = (provider.scheduler, provider.model)
    if let refusal = scheduler.refusal(of: model, at: endpoint, now: timing.now()) {
      throw suspended(refusal)
    }
    let entered = timing.now()
    return try await scheduler.inTurn(
      at: endpoint, role: request.role, limit: policy.concurrency(provider.tier),
      onWait: { ahead in
        progress.withLock { $0.isQueued = true }
        sink.send(.queued(ahead: ahead))
      },
      {
        leaveQueue(after: timing.now() - entered)
        try Task.checkCancellation()
        switch scheduler.admit(model, at: endpoint, now: timing.now()) {
        case .refused(let refusal): throw suspended(refusal)
        case .permitted(let permit): progress.withLock { $0.permit = permit }
        }
        return try await tries(sink, heartbeat)
      })
  }

  private func leaveQueue(after wait: Duration) {
    progress.withLock {
      if $0.isQueued { $0.queuedMs = wait.inMilliseconds }
      $0.isQueued = false
    }
  }

  /// Tries until one answers or none may follow.
  private func tries(_ sink: GenerationSink, _ heartbeat: Heartbeat) async throws -> GenerationEnd {
    let rule = RetryPolicy(
      retries: policy.retries, affordable: policy.affordableTries,
      firstWait: .milliseconds(provider.isServer ? 250 : 10))
    while true {
      switch try await oneTry(sink, heartbeat) {
      case .success(var end):
        (end.retries, end.queuedMs) = progress.withLock { ($0.retries, $0.queuedMs) }
        return end
      case .failure(var error):
        let (made, hasAnswer) = progress.withLock { ($0.retries, $0.hasAnswer) }
        let lost = (made.map(\.code) + [error.code]).count { $0 == .unanswered }
        let decision = rule.decision(
          after: error, retriesMade: made.count, lost: lost, hasAnswer: hasAnswer,
          remaining: remaining, jitter: provider.isServer ? timing.random() : 0)
        guard case .wait(let wait) = decision else {
          if case .giveUp(let reason?) = decision { error.message += "; \(reason)" }
          error.retries = made
          throw error
        }
        try await announce(error, wait: wait, number: made.count + 1, to: sink)
      }
    }
  }

  private func announce(
    _ error: ProviderError, wait: Duration, number: Int, to sink: GenerationSink
  ) async throws {
    let retry = CallRetry(
      attempt: number, code: error.code, message: error.message, waitMs: wait.inMilliseconds)
    progress.withLock { $0.retries.append(retry) }
    sink.send(.retrying(retry))
    try await timing.sleep(wait)
  }

  /// Asks once.
  ///
  /// - Throws: What is no `ProviderError`: cancellation.
  private func oneTry(
    _ sink: GenerationSink, _ heartbeat: Heartbeat
  ) async throws -> Result<GenerationEnd, ProviderError> {
    let watched = GenerationSink { [self] event in
      switch event {
      case .text, .reasoning:
        heartbeat.beat()
        progress.withLock { $0.hasAnswer = true }
      case .queued, .retrying, .end: break
      }
      sink.send(event)
    }
    do {
      let end = try await provider.base.relay(request, in: context, to: watched)
      try Task.checkCancellation()
      return .success(end)
    } catch {
      guard let error = typed(error, endpoint: endpoint) as? ProviderError else { throw error }
      return .failure(error)
    }
  }

  private func report(_ observation: CircuitBreaker.Observation) {
    guard let permit = progress.withLock({ $0.permit }) else { return }
    provider.scheduler.report(
      observation, of: permit, model: provider.model, at: endpoint, now: timing.now())
  }

  private func suspended(_ refusal: CircuitBreaker.Refusal) -> ProviderError {
    let pause =
      refusal.remaining > .zero
      ? "for another \(refusal.remaining.inWholeSeconds)"
      : "while one call tries whether it is well again"
    return ProviderError(
      code: .suspended, endpoint: endpoint,
      message: "'\(provider.model)' is not asked \(pause): \(refusal.reason)",
      suggestion: "the step again after that, or another model")
  }

  private func late(_ exceeded: DeadlineExceeded) -> ProviderError {
    let (isQueued, retries) = progress.withLock { ($0.isQueued, $0.retries) }
    let (message, setting) =
      switch exceeded {
      case .total where isQueued:
        (
          "no turn within \(policy.deadline.inSeconds): other calls to it took all the time",
          "request-deadline"
        )
      case .total: ("no complete answer within \(policy.deadline.inSeconds)", "request-deadline")
      case .idle: ("nothing more of the answer for \(policy.idle.inSeconds)", "idle-deadline")
      }
    return ProviderError(
      code: .timeout, endpoint: endpoint, message: message, suggestion: "a longer \(setting)",
      retries: retries)
  }
}
