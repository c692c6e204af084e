import Experiments
import Runs
import StoreTesting
import Synchronization
import Testing

/// A plan that a kill interrupted is gone on with, and nothing is done twice.
@Suite
struct ResumeTests {
  private struct Killed: Error {}

  private static let hopeless = FlatSandbox(outcome: .wrong)
  private static let problem = EngineBench.problem(1)

  /// Runs a plan as a line, in a process that ends after so many outcomes.
  private func killed(
    _ plan: AttemptsPlan, after outcomes: Int, on store: MemorySessionStore,
    _ provider: CountedProvider
  ) async throws {
    let session = EngineBench.session(on: store, provider, sandbox: Self.hopeless)
    let place = try await session.open(Self.problem)
    let seen = Mutex(0)
    let die: PlanObserver = { _, _ in
      let count = seen.withLock { seen in
        seen += 1
        return seen
      }
      if count > outcomes { throw Killed() }
    }
    await #expect(throws: Killed.self) {
      try await CommandScope("step 4").run {
        _ = try await session.run(plan, at: place, report: die)
      }
    }
    await session.close()
  }

  @Test(arguments: 0..<11)
  func `the attempts that are missing are made, and no call twice`(outcomes: Int) async throws {
    let store = MemorySessionStore()
    let provider = CountedProvider()
    try await killed(AttemptsPlan(4), after: outcomes, on: store, provider)
    let session = EngineBench.session(on: store, provider, name: "other", sandbox: Self.hopeless)
    try await session.open(session: "test")
    let interrupted = try #require(try await session.interruptedPlan())
    #expect(interrupted.line == "step 4")
    #expect(try await go(on: interrupted, in: session) == .complete)
    let experiment = try await session.experiment("T/1")
    #expect(experiment.attempts.count == 4)
    #expect(experiment.attempts.map(\.parent) == Array(0..<experiment.attempts.count))
    #expect(provider.begun == experiment.attempts.count)
    #expect(try await session.interruptedPlan() == nil)
    _ = try await session.verify()
  }

  @Test func `a plan that was done is not gone on with`() async throws {
    let session = EngineBench.session(on: MemorySessionStore(), CountedProvider())
    let place = try await session.open(Self.problem)
    try await CommandScope("step").run { _ = try await session.run(AttemptsPlan(1), at: place) }
    #expect(try await session.interruptedPlan() == nil)
  }

  @Test func `a plan that a fault stopped is not gone on with`() async throws {
    let session = EngineBench.session(
      on: MemorySessionStore(), CountedProvider(course: { _ in .breaksOff }))
    let place = try await session.open(Self.problem)
    try await CommandScope("step 3").run {
      let result = try await session.run(AttemptsPlan(3), at: place)
      guard case .failed = result.end else {
        Issue.record("the server answered")
        return
      }
    }
    #expect(try await session.interruptedPlan() == nil)
  }

  private func go(
    on interrupted: InterruptedPlan, in session: OpenSession
  ) async throws -> PlanEnd {
    func run(_ plan: some Plan) async throws -> PlanEnd {
      try await CommandScope("resume").run {
        try await session.run(plan, at: interrupted.place).end
      }
    }
    return try await run(interrupted.plan)
  }
}
