import Experiments
import StoreTesting
import TestKit
import Verbs
import Testing
import WorkbenchTesting

@testable import Runs

/// What one session asks of all the others.
@Suite(.paced) struct ManySessionsTests {
  private func bench(_ store: MemorySessionStore, _ name: String) async throws -> Bench {
    let bench = try Bench(store: store, name: name)
    let line = """
      {"task_id":"Starter/1","response":"```python\\ndef trim_readings(a, b, c):\\n    return 0\\n```",\
      "model":"gpt-4o","usage":{"inputTokens":1000,"outputTokens":100}}
      """
    try bench.files.files.write(
      "/gpt.jsonl", Array(Array(repeating: line, count: 9).joined(separator: "\n").utf8))
    try await bench.run("use Starter/1", "set coder gpt-4o", "set max-output 1000")
    return bench
  }

  @Test func `every step stores the result that the fold has`() async throws {
    let store = MemorySessionStore()
    let bench = try await bench(store, "one")
    for _ in 0..<3 {
      try await bench.run("step")
      let state = await bench.session.state
      let stored = try await store.results(taskID: "Starter/1").map(\.result)
      #expect(stored == state.results)
    }
    try await bench.run("note nothing changes")
    #expect(try await store.sessionCount(SessionQuery(isProjected: false)) == 0)
  }

  @Test func `a run in another session is compared with, and no session is folded for it`()
    async throws
  {
    let store = MemorySessionStore()
    let other = try await bench(store, "other")
    try await other.run("step 2")
    await other.session.close()
    let bench = try await bench(store, "here")
    try await bench.run("step", "frontier-costs gpt-4o")
    #expect(bench.printed.text.contains("run: not solved in 1 attempt, session here"))
    let baselines = try await bench.session.runBaselines(for: [try await bench.experiment()])
    #expect(baselines.unread == 0)
    #expect(
      baselines.runs["Starter/1"]?.map(\.session) == ["other", "here"])
    #expect(baselines.runs["Starter/1"]?.map(\.attempts) == [2, 1])
    #expect(baselines.runs["Starter/1"]?.first?.cost == Money(dollars: "0.007"))
  }

  @Test func `sessions without results are folded: a few at once, the others behind the answer`()
    async throws
  {
    let store = MemorySessionStore()
    let other = try await bench(store, "other")
    try await other.run("step 2")
    let id = try #require(try await store.session(named: "other")?.id)
    let events = try await store.events(of: id, ordinals: 1...Int.max)
    var unreadable = events
    unreadable[3].kind = "unheard-of"
    for number in 0..<60 {
      let copy = try await store.create(name: "old \(number)", at: Timestamp(milliseconds: number))
      // As an earlier koderz left it; one of them does not fold.
      try await store.append(number == 7 ? unreadable : events, texts: [], to: copy)
    }
    let bench = try await bench(store, "here")
    let experiment = try await bench.experiment()
    let first = try await bench.session.runBaselines(for: [experiment])
    #expect(first.unread > 0)
    #expect(first.note?.hasSuffix("older sessions still to be read: ask again in a moment") == true)
    let found = first.runs["Starter/1"]?.count ?? 0
    #expect(found == 60 - first.unread, "those read but one, and the one that had results")
    await bench.session.projecting?.value
    let second = try await bench.session.runBaselines(for: [experiment])
    #expect(second.unread == 0)
    #expect(second.runs["Starter/1"]?.count == 60)
    #expect(Set(second.runs["Starter/1"]?.map(\.attempts) ?? []) == [2])
  }

  @Test func `the list shows a person's sessions, and all on demand`() async throws {
    let store = MemorySessionStore()
    for number in 0..<3 {
      _ = try await store.create(
        name: "b\(number)", kind: .batch, run: "night", at: Timestamp(milliseconds: number))
    }
    let bench = try await bench(store, "mine")
    try await bench.run("session list")
    #expect(bench.printed.text.contains("mine ◀"))
    #expect(!bench.printed.text.contains("b1"))
    #expect(bench.printed.text.contains("3 sessions of scripts and batches: session list --all"))
    try await bench.run("session list --all")
    #expect(bench.printed.text.contains("b1"))
    #expect(bench.printed.text.contains("night"))
  }

  @Test func `a session is deleted by name, but not the one that is open`() async throws {
    let store = MemorySessionStore()
    let other = try await bench(store, "other")
    await other.session.close()
    let bench = try await bench(store, "mine")
    let error = await #expect(throws: WorkbenchError.self) {
      try await bench.run("session delete mine")
    }
    #expect(error?.hint == "session new leaves it; delete it after that")
    await #expect(throws: WorkbenchError.self) { try await bench.run("session delete nobody") }
    try await bench.run("session delete other")
    #expect(bench.printed.text.contains("session other with"))
    #expect(try await store.sessions().map(\.name) == ["mine"])
  }
}
