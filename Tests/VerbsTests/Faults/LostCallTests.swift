import Experiments
import ModelProviders
import ServerTesting
import StoreTesting
import Synchronization
import Testing
import TestKit

@testable import Runs

/// What calls may have cost that a server took and did not answer.
@Suite(.paced, .timeLimit(.minutes(2))) struct LostCallTests {
  /// Asks `gpt-4o` on a server whose first tries meet a fault; gives how many tries there were.
  private func tries(
    meeting fault: WireFault, times: Int = .max, settings: [String: String],
    _ body: (OpenSession) async throws -> Void
  ) async throws -> Int {
    let wire = OpenAIFaultyWire()
    let tries = Mutex(0)
    try await withFakeServer({ request in
      guard wire.asksForAnswer(request) else { return wire.metadata(request) }
      let made = tries.withLock { tries in
        tries += 1
        return tries
      }
      return (made <= times ? fault : .none).steps(on: wire, saying: InjectedFaultTests.answer)
    }) { server in
      let store = MemorySessionStore()
      let (session, directory) = try InjectedFaultTests.workspace(
        wire.environment(url: server.url), store: store)
      try await InjectedFaultTests.begin(
        session, settings.merging(["coder": "openai/gpt-4o"]) { old, _ in old })
      try await body(session)
      try await InjectedFaultTests.verify(session, store)
      await directory.shutdown()
    }
    return tries.withLock { $0 }
  }

  private func worst(_ session: OpenSession) async throws -> Money {
    let next = try await session.nextRequest(at: try await session.here())
    return try #require(
      await session.worstCase(of: next.prompt.messages, next.sent.sampling, by: next.model))
  }

  @Test(arguments: [("0.2", 1), ("0.4", 2), ("", 3)])
  func `a request that was taken and not answered is booked, and tried again while that is covered`(
    budget: String, expected: Int
  ) async throws {
    let settings = ["budget-session": budget, "max-output": "16000", "retries": "2"]
    let made = try await tries(meeting: .resetAtOnce, settings: settings) { session in
      let worst = try await worst(session)
      #expect(Money(nanoUSD: 140_000_000) < worst && worst < Money(nanoUSD: 200_000_000))
      guard case .infra(let failure) = try await InjectedFaultTests.step(session) else {
        Issue.record("the server answered")
        return
      }
      #expect(failure.code == "unanswered")
      let total = try await session.experiment().ledger.total()
      #expect(total.broken == expected)
      #expect(total.brokenAtMost == expected * worst)
    }
    #expect(made == expected)
  }

  @Test func `a try that was lost stays booked when a later one is answered`() async throws {
    let made = try await tries(meeting: .closedAtOnce, times: 1, settings: [:]) { session in
      let worst = try await worst(session)
      guard case .attempt = try await InjectedFaultTests.step(session) else {
        Issue.record("no attempt was made")
        return
      }
      let total = try await session.experiment().ledger.total()
      #expect(total.calls == 1)
      #expect(total.broken == 1)
      #expect(total.brokenAtMost == worst)
    }
    #expect(made == 2)
  }

  @Test func `what broke off counts against the attempt that it was for`() async throws {
    let settings = ["budget-attempt": "0.2", "max-output": "16000"]
    let made = try await tries(meeting: .cutInMidStream, times: 1, settings: settings) {
      session in
      guard case .infra = try await InjectedFaultTests.step(session) else {
        Issue.record("nothing broke off")
        return
      }
      let error = await #expect(throws: WorkbenchError.self) {
        try await InjectedFaultTests.step(session)
      }
      #expect(error?.kind == .budget)
      #expect(error?.message.contains("of the attempt budget of $0.20 is left") == true)
      #expect(await session.budget(for: .spec).isEmpty)
      try await session.change(setting: "budget-attempt", to: "0.4")
      guard case .attempt = try await InjectedFaultTests.step(session) else {
        Issue.record("no attempt was made")
        return
      }
      #expect(await session.spent[.attempt] == .zero)
    }
    #expect(made == 2)
  }
}
