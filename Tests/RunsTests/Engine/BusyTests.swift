import CanonicalJSON
import Experiments
import Runs
import StoreTesting
import Synchronization
import Testing

/// Callers that may not run beside each other are refused by name before anything is paid.
@Suite
struct BusyTests {
  /// Holds answers back until it is opened, and says when the first one waits.
  private final class Gate: Sendable {
    private let state = Mutex((isOpen: false, waits: false))

    func open() { state.withLock { $0.isOpen = true } }

    func hold() async {
      state.withLock { $0.waits = true }
      while !state.withLock({ $0.isOpen }) { await Task.yield() }
    }

    func firstWaits() async {
      while !state.withLock({ $0.waits }) { await Task.yield() }
    }
  }

  /// Does something while an attempt is made at the root of T/1.
  private func whileAttempting(
    _ body: (OpenSession, Place, CountedProvider) async throws -> Void
  ) async throws {
    let gate = Gate()
    let provider = CountedProvider(atPiece: { await gate.hold() })
    let session = EngineBench.session(
      on: MemorySessionStore(), provider, sandbox: FlatSandbox(outcome: .wrong))
    let place = try await session.open(EngineBench.problem(1))
    try await session.open(EngineBench.problem(2))
    let step = Task { try await session.run(AttemptsPlan(1), at: place) }
    await gate.firstWaits()
    defer { gate.open() }
    try await body(session, place, provider)
    gate.open()
    _ = try await step.value
    _ = try await session.verify()
  }

  @Test func `a plan at the same place`() async throws {
    try await whileAttempting { session, place, provider in
      let error = await #expect(throws: WorkbenchError.self) {
        try await session.run(AttemptsPlan(3), at: place)
      }
      #expect(error?.kind == .busy)
      #expect(
        error?.message.hasPrefix("(busy) attempts cannot start: attempts at @0 of T/1") == true)
      #expect(error?.hint != nil)
      #expect(provider.begun == 1)
      #expect(session.running.map(\.what) == ["attempts"])
    }
  }

  @Test func `what changes that on which others build`() async throws {
    try await whileAttempting { session, _, _ in
      for change in [
        { try await session.undo() }, { try await session.redo() },
        { try await session.open(session: "other") },
        { try await session.plan(PlannedSession(name: "other")) },
        { _ = try await session.verify() },
      ] as [() async throws -> Void] {
        let error = await #expect(throws: WorkbenchError.self) { try await change() }
        #expect(error?.kind == .busy)
      }
    }
  }

  @Test func `steering and places elsewhere go on beside it`() async throws {
    try await whileAttempting { session, place, _ in
      let guidance = try await session.guide("mind zero", scope: .sticky, at: place)
      #expect(guidance.number == 1)
      let arm = try await session.fork("arm", at: place, stays: true)
      _ = try await session.attemptByHand(
        "x = 1", linesChanged: 1, at: arm, observe: { _ in })
      try await session.goto(0, of: "T/2")
      #expect(try await session.experiment("T/1").attempts.count == 1)
    }
  }

  @Test func `what was given while an attempt was made holds below it`() async throws {
    let gate = Gate()
    let session = EngineBench.session(
      on: MemorySessionStore(), CountedProvider(atPiece: { await gate.hold() }),
      sandbox: FlatSandbox(outcome: .wrong))
    let place = try await session.open(EngineBench.problem(1))
    let step = Task { try await session.step(at: place) }
    await gate.firstWaits()
    _ = try await session.guide("mind zero", scope: .sticky, at: place)
    gate.open()
    _ = try await step.value
    let experiment = try await session.experiment("T/1")
    #expect(experiment.attempts.map(\.guidance) == [[]])
    #expect(experiment.effectiveGuidance(at: Spot(node: 1)).map(\.text) == ["mind zero"])
  }
}
