import Experiments
import Extraction
import Judging
import Glibc
import ModelProviders
import Runs
import ServerTesting
import Shell
import Simulators
import StoreTesting
import Synchronization
import Testing
import TestKit
import Verbs
import WorkbenchTesting

/// Faults by a seeded schedule on every wire, through providers, session and store.
///
/// All thousand take minutes: KODERZ_FULL=1 swift test --filter InjectedFaultTests
@Suite(.paced, .timeLimit(.minutes(30))) struct InjectedFaultTests {
  /// Add the wire of another provider here.
  private static let wires: [any FaultyWire] = [
    OllamaFaultyWire(), OpenAIFaultyWire(), AnthropicFaultyWire(),
  ]
  static let count = getenv("KODERZ_FULL") != nil ? 1000 : 36
  static let answer = "```python def f(): return 0```"

  /// What must become of a call: an answer after so many tries, or one of these codes.
  enum Outcome {
    case answer(tries: Int)
    case infra([String], tries: Int)
  }

  /// What must become of a call whose every try meets the fault, or only the first.
  private static func outcome(of fault: WireFault, lasts: Bool) -> Outcome {
    switch fault {
    case .none, .oneByteAtATime, .duplicateEnd: .answer(tries: 1)
    case .closedAtOnce, .resetAtOnce: lasts ? .infra(["unanswered"], tries: 3) : .answer(tries: 2)
    case .rateLimited: lasts ? .infra(["rate-limited"], tries: 3) : .answer(tries: 2)
    case .rateLimitedForLong: .infra(["rate-limited"], tries: 1)
    case .overloaded, .overloadedOtherwise:
      lasts ? .infra(["overloaded"], tries: 3) : .answer(tries: 2)
    case .badGateway: lasts ? .infra(["server-error"], tries: 3) : .answer(tries: 2)
    case .serverError: .infra(["server-error"], tries: 1)
    case .webPage: .infra(["bad-response"], tries: 1)
    case .truncatedJSON, .cutInMidStream: .infra(["broken-stream", "bad-response"], tries: 1)
    case .stall, .silence: .infra(["timeout"], tries: 1)
    case .notANumber, .garbage: .infra(["bad-response", "broken-stream"], tries: 1)
    }
  }

  /// What the server does next: the fault, whether it lasts, and the tries so far.
  private final class Schedule: Sendable {
    private let state = Mutex((fault: WireFault.none, lasts: false, tries: 0))

    var tries: Int { state.withLock { $0.tries } }

    func next(_ fault: WireFault, lasts: Bool) { state.withLock { $0 = (fault, lasts, 0) } }

    func serve(_ wire: some FaultyWire, _ request: FakeServer.Request) -> [FakeServer.Step] {
      guard wire.asksForAnswer(request) else { return wire.metadata(request) }
      let fault = state.withLock { state in
        state.tries += 1
        return state.lasts || state.tries == 1 ? state.fault : .none
      }
      return fault.steps(on: wire, saying: InjectedFaultTests.answer)
    }
  }

  static func workspace(
    _ environment: [String: String], store: any SessionStore
  ) throws -> (OpenSession, LiveModelDirectory) {
    let start = ContinuousClock.now
    let answerKey = AnswerKey()
    let simulator = SimulatorKind(
      SimulatorServices(
        answerKey: answerKey, verify: { _, _ in false },
        settings: SimulatorSettings(
          serverFaults: SimulatedServerFault.Kind.allCases.map { .init(kind: $0, chance: 0.15) },
          slowness: .milliseconds(1))))
    let directory = LiveModelDirectory(
      ProviderServices(
        environment: environment, readFile: { _ in [] }, prices: try PriceTable.bundled(),
        // Twenty seconds pass in one.
        timing: CallTiming(
          now: { (ContinuousClock.now - start) * 20 },
          sleep: { try await Task.sleep(for: $0 / 20) }, random: { 0.5 }),
        guests: [simulator]))
    let session = OpenSession(
      services: Services(
        store: store, models: directory, sandbox: AnswerSandbox(), answerKey: answerKey,
        extractor: PythonExtractor(), clock: TickingClock().clock, files: MemoryFiles().files,
        person: PersonServices(
          edit: { text, _ in text },
          shell: { _ in 0 }), salvage: { _ in [] }, environment: [:], workspaceFolder: "/nowhere",
        version: "test"), planned: PlannedSession(name: "faults"))
    return (session, directory)
  }

  @Test(arguments: wires.indices)
  func `every fault on a wire has its outcome, in time, and the session verifies`(
    number: Int
  ) async throws {
    let wire = Self.wires[number]
    let schedule = Schedule()
    try await withFakeServer({ schedule.serve(wire, $0) }) { server in
      let store = MemorySessionStore()
      let (session, directory) = try Self.workspace(
        wire.environment(url: server.url), store: store)
      try await Self.begin(session, ["retries": "2"])
      var random = SeededRandom(seed: 42)
      for call in 0..<Self.count {
        // The first of them go through all faults once.
        let fault =
          call < WireFault.allCases.count
          ? WireFault.allCases[call] : WireFault.allCases.randomElement(using: &random) ?? .none
        let lasts = Bool.random(using: &random)
        schedule.next(fault, lasts: lasts)
        // A name of its own for each call, so that no breaker comes in between.
        try await session.change(setting: "coder", to: "\(wire.prefix)tiny-\(call)")
        // Only what must be late may be: the machine can be busy.
        for (setting, isMet) in [
          ("request-deadline", fault == .silence), ("idle-deadline", fault == .stall),
        ] {
          try await session.change(setting: setting, to: isMet ? "20" : "80000")
        }
        let result = try await Self.step(session)
        Self.check(
          result, Self.outcome(of: fault, lasts: lasts), tries: schedule.tries,
          "\(fault), call \(call)")
      }
      try await Self.verify(session, store)
      await directory.shutdown()
    }
  }

  @Test func `the simulator's faults are infra, or are tried again, and the session verifies`()
    async throws
  {
    let store = MemorySessionStore()
    let (session, directory) = try Self.workspace([:], store: store)
    try await Self.begin(session, ["coder": "sim:0:3", "retries": "1"])
    var seen: [String: Int] = [:]
    var attempts = 0
    for _ in 0..<max(100, Self.count) {
      switch try await Self.step(session) {
      case .attempt: attempts += 1
      case .infra(let failure): seen[failure.code, default: 0] += 1
      }
    }
    #expect(
      Set(seen.keys) == [
        "rate-limited", "server-error", "overloaded", "broken-stream", "bad-response",
      ])
    #expect(try await session.experiment().attempts.count == attempts)
    try await Self.verify(session, store)
    await directory.shutdown()
  }

  static func begin(_ session: OpenSession, _ settings: [String: String]) async throws {
    _ = try await session.use(
      BenchmarkProblem(
        Problem(
          taskID: "F/0", prompt: "def f():\n    \"\"\"Return 1.\"\"\"\n", entryPoint: "f"),
        gold: Gold(
          tests: "def check(candidate):\n    assert candidate() == 1\n",
          canonicalSolution: "    return 1\n")))
    for (name, value) in settings { try await session.change(setting: name, to: value) }
  }

  static func step(_ session: OpenSession) async throws -> StepResult {
    try await CommandScope("step").run { try await session.step(at: try await session.here()) }
  }

  static func check(
    _ result: StepResult, _ outcome: Outcome, tries made: Int, _ name: String
  ) {
    switch (result, outcome) {
    case (.attempt, .answer(let tries)): #expect(made == tries, "\(name)")
    case (.infra(let failure), .infra(let codes, let tries)):
      #expect(codes.contains(failure.code), "\(name): \(failure)")
      #expect(made == tries, "\(name)")
      #expect((failure.retries ?? []).count == tries - 1, "\(name)")
    default: Issue.record("\(name): \(result)")
    }
  }

  static func verify(_ session: OpenSession, _ store: any SessionStore) async throws {
    let shell = CommandShell(
      session: session, output: Output(out: { _ in }, err: { _ in }, mode: .text),
      clock: TickingClock().clock, judge: .absent, isInteractive: false)
    try await shell.run("session verify")
  }
}
