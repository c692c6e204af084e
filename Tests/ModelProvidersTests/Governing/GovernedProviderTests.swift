import Experiments
import ProviderTesting
import Testing

@testable import ModelProviders

@Suite(.timeLimit(.minutes(2))) struct GovernedProviderTests {
  private let time = ManualTime()
  private let scheduler = CallScheduler()

  private func governed(
    _ base: any ModelProvider, model: String = "m", isServer: Bool = true, jitter: Double = 0
  ) -> GovernedProvider {
    GovernedProvider(
      base: base, model: model, tier: .local, isServer: isServer, scheduler: scheduler,
      timing: time.timing(jitter: jitter), fallback: CallPolicy(retries: 0))
  }

  private func call(
    _ provider: GovernedProvider, _ policy: CallPolicy? = CallPolicy(), role: Role = .coder
  ) -> Task<Collected, Never> {
    let context = GenerationContext(problem: sampleProblem, policy: policy)
    return Task {
      await collect(provider.generate(request(provider.model, role: role), in: context))
    }
  }

  /// Waits until a sleep of that length begins; shorter and longer ones are the deadline's.
  private func sleepBegins(_ length: Duration) async {
    for await sleep in time.sleeps where sleep == length { return }
  }

  private func calls(running: Int, waiting: Int) async {
    while scheduler.calls(at: "scripted") != (running, waiting) { await Task.yield() }
  }

  // MARK: Tries

  @Test func `a refused call is made again, told live and recorded`() async {
    let provider = ScriptedProvider([.fault(.unreachable), .fault(.rateLimited), .answer])
    let call = call(governed(provider, jitter: 0.5))
    await sleepBegins(.milliseconds(312.5))
    time.advance(by: .milliseconds(312.5))
    await sleepBegins(.milliseconds(625))
    time.advance(by: .milliseconds(625))
    let collected = await call.value
    let retries = [
      CallRetry(attempt: 1, code: .unreachable, message: "unreachable", waitMs: 313),
      CallRetry(attempt: 2, code: .rateLimited, message: "rate-limited", waitMs: 625),
    ]
    #expect(collected.text == "ok")
    #expect(collected.ends.first?.retries == retries)
    #expect(collected.waits == retries.map { .retrying($0) })
    #expect(provider.asked.count == 3)
  }

  @Test func `when every try fails the last fault tells of them all`() async {
    let provider = ScriptedProvider([.fault(.overloaded), .fault(.rateLimited)])
    let call = call(governed(provider), CallPolicy(retries: 1))
    await sleepBegins(.milliseconds(250))
    time.advance(by: .milliseconds(250))
    let error = await call.value.providerError
    #expect(error?.code == .rateLimited)
    #expect(error?.message == "rate-limited; 2 tries failed")
    #expect(error?.retries.map(\.code) == [.overloaded])
  }

  @Test(arguments: [
    (ScriptedProvider.Try.fault(.unreachable, after: ["half"]), "half"),
    (.fault(.timeout), ""), (.fault(.badRequest, status: 400), ""), (.fault(.brokenStream), ""),
  ])
  func `an answer begun, a timeout and a refusal are not tried again`(
    script: ScriptedProvider.Try, text: String
  ) async {
    let provider = ScriptedProvider([script])
    let collected = await call(governed(provider)).value
    #expect(collected.text == text)
    #expect(collected.providerError?.retries == [])
    #expect(provider.asked.count == 1)
  }

  @Test func `a server that asks for more patience than there is ends the call at once`() async {
    let provider = ScriptedProvider([.fault(.rateLimited, retryAfter: .seconds(3600))])
    let error = await call(governed(provider)).value.providerError
    #expect(error?.code == .rateLimited)
    #expect(
      error?.message
        == "rate-limited; it asks to wait 3600 s, longer than the 300 s left of the deadline")
  }

  @Test func `without a policy there is one try`() async {
    let provider = ScriptedProvider([.fault(.overloaded)])
    let error = await call(governed(provider), nil).value.providerError
    #expect(error?.message == "overloaded")
  }

  // MARK: Deadlines

  @Test func `the deadline ends a call that hangs, with the text so far and its tries`() async {
    let provider = ScriptedProvider([.fault(.overloaded), .init(text: ["ha", "lf"], end: .hang)])
    let call = call(governed(provider), CallPolicy(deadline: .seconds(20)))
    await sleepBegins(.milliseconds(250))
    time.advance(by: .milliseconds(250))
    for await _ in provider.starts where provider.asked.count == 2 { break }
    time.advance(by: .seconds(20))
    let collected = await call.value
    #expect(collected.text == "half")
    #expect(collected.providerError?.code == .timeout)
    #expect(collected.providerError?.message == "no complete answer within 20 s")
    #expect(collected.providerError?.suggestion == "a longer request-deadline")
    #expect(collected.providerError?.retries.map(\.code) == [.overloaded])
  }

  @Test func `silence in the middle of an answer ends it, silence before it does not`() async {
    let provider = ScriptedProvider([.init(text: ["half"], end: .hang)])
    let call = call(governed(provider))
    for await _ in provider.starts { break }
    // The watcher looks once per idle time; its second look is the one that is late.
    await sleepBegins(.seconds(60))
    time.advance(by: .seconds(61))
    let collected = await call.value
    #expect(collected.text == "half")
    #expect(collected.providerError?.message == "nothing more of the answer for 60 s")
    #expect(collected.providerError?.suggestion == "a longer idle-deadline")
  }

  @Test func `waiting for other calls counts towards the deadline`() async {
    let provider = ScriptedProvider([.init(end: .hang)])
    let governed = governed(provider)
    let first = call(governed)
    await calls(running: 1, waiting: 0)
    let second = call(governed, CallPolicy(deadline: .seconds(5)))
    await calls(running: 1, waiting: 1)
    await sleepBegins(.seconds(5))
    time.advance(by: .seconds(5))
    let error = await second.value.providerError
    #expect(error?.code == .timeout)
    #expect(error?.message == "no turn within 5 s: other calls to it took all the time")
    #expect(scheduler.calls(at: "scripted") == (1, 0))
    first.cancel()
    _ = await first.value
    #expect(scheduler.calls(at: "scripted") == (0, 0))
  }

  // MARK: Queue

  @Test func `calls to one server wait for each other and say so`() async {
    let provider = ScriptedProvider([.init(text: ["1"], end: .gate), .answer])
    let governed = governed(provider)
    let first = call(governed)
    await calls(running: 1, waiting: 0)
    let second = call(governed)
    await calls(running: 1, waiting: 1)
    time.advance(by: .milliseconds(1500))
    provider.open()
    #expect(await first.value.ends.first?.queuedMs == nil)
    let collected = await second.value
    #expect(collected.waits == [.queued(ahead: 1)])
    #expect(collected.ends.first?.queuedMs == 1500)
    #expect(provider.most == 1)
  }

  @Test func `a call that is cancelled while it waits is gone at once`() async {
    let provider = ScriptedProvider([.init(end: .gate)])
    let governed = governed(provider)
    let first = call(governed)
    await calls(running: 1, waiting: 0)
    let second = call(governed)
    await calls(running: 1, waiting: 1)
    second.cancel()
    #expect(await second.value.error is CancellationError)
    await calls(running: 1, waiting: 0)
    provider.open()
    #expect(await first.value.ends.count == 1)
    #expect(provider.asked.count == 1)
    await calls(running: 0, waiting: 0)
  }

  @Test func `however calls end, no place at the server is lost`() async {
    let provider = ScriptedProvider(
      (0..<300).map { number in
        [.answer, .fault(.badRequest), .fault(.serverError, after: ["x"]), .init(end: .hang)][
          number % 4]
      })
    let governed = (0..<60).map { self.governed(provider, model: "m\($0)") }
    let tasks = (0..<300).map { number in
      call(
        governed[number % 60], CallPolicy(localConcurrency: 3),
        role: Role.allCases[number % 3])
    }
    while !tasks.isEmpty, scheduler.calls(at: "scripted").running == 0 { await Task.yield() }
    for (number, task) in tasks.enumerated() where number % 3 == 0 { task.cancel() }
    // Those that hang are ended one after the other, so that all others get their turn.
    for task in tasks {
      task.cancel()
      _ = await task.value
    }
    await calls(running: 0, waiting: 0)
    #expect(provider.most <= 3)
  }

  // MARK: Breaker

  @Test func `a model that fails is left alone, the others of the server are not`() async {
    let provider = ScriptedProvider(Array(repeating: .fault(.serverError, status: 500), count: 3))
    let bad = governed(provider, model: "bad")
    for _ in 0..<3 { _ = await call(bad).value }
    let error = await call(bad).value.providerError
    #expect(error?.code == .suspended)
    #expect(
      error?.message
        == "'bad' is not asked for another 30 s: "
        + "3 calls in a row failed, the last with “server-error”")
    #expect(scheduler.suspended(now: time.now).map(\.model) == ["bad"])
    #expect(await call(governed(provider, model: "good")).value.text == "ok")
    #expect(provider.asked == ["bad", "bad", "bad", "good"])
    time.advance(by: .seconds(30))
    #expect(await call(bad).value.text == "ok")
    #expect(scheduler.suspended(now: time.now).isEmpty)
  }

  @Test func `a cancelled call is no failure, a missed deadline is one`() async {
    let provider = ScriptedProvider(Array(repeating: .init(end: .hang), count: 6))
    let governed = governed(provider)
    for _ in 0..<3 {
      let cancelled = call(governed)
      await calls(running: 1, waiting: 0)
      cancelled.cancel()
      #expect(await cancelled.value.error is CancellationError)
    }
    for _ in 0..<3 {
      let late = call(governed, CallPolicy(deadline: .seconds(7)))
      await calls(running: 1, waiting: 0)
      await sleepBegins(.seconds(7))
      time.advance(by: .seconds(7))
      #expect(await late.value.providerError?.code == .timeout)
    }
    #expect(scheduler.suspended(now: time.now).map(\.model) == ["m"])
  }

  @Test func `what is answered in this process neither queues nor is left alone`() async {
    let provider = ScriptedProvider(
      Array(repeating: .fault(.serverError, status: 500), count: 5) + [.init(end: .gate), .answer])
    let governed = governed(provider, isServer: false)
    for _ in 0..<5 { #expect(await call(governed).value.providerError?.code == .serverError) }
    let first = call(governed)
    while provider.asked.count < 6 { await Task.yield() }
    #expect(await call(governed).value.text == "ok")
    provider.open()
    #expect(await first.value.ends.count == 1)
  }
}

extension Duration {
  fileprivate static func milliseconds(_ value: Double) -> Duration { .microseconds(value * 1000) }
}
