import CanonicalJSON
import Experiments
import ModelProviders
import Runs
import Simulators
import StoreTesting
import Testing
import TestKit
import WorkbenchTesting

@Suite(.paced)
struct SteppingTests {
  @Test func `a failed attempt, guidance and a passing attempt make a path of two`() async throws {
    let bench = try Bench()
    try await bench.run(
      "use 1", "set coder sim:0", "step", "guide mind the ends", "set coder sim:1", "step")
    let experiment = try await bench.experiment()
    #expect(experiment.attempts.map(\.outcome) == [.wrong, .pass])
    #expect(experiment.attempts.map(\.parent) == [0, 1])
    #expect(experiment.attempts[1].guidance == [1])
    #expect(experiment.attempts.map(\.exposure) == [.comparable, .oracle])
    #expect(bench.printed.text.contains("solved in 2 attempts, 1 guidance"))
  }

  @Test func `after a pass step refuses without --anyway`() async throws {
    let bench = try Bench()
    try await bench.run("use 1", "set coder sim:1", "step")
    await #expect(throws: WorkbenchError.self) { try await bench.run("step") }
    try await bench.run("step --anyway")
    #expect(try await bench.experiment().attempts.count == 2)
  }

  @Test func `stepi makes the four stages one by one`() async throws {
    let bench = try Bench()
    try await bench.run("use 1", "set coder sim:0", "stepi")
    #expect(try await bench.experiment().position.draft?.stage == .request)
    try await bench.run("stepi")
    #expect(try await bench.experiment().position.draft?.stage == .completion)
    try await bench.run("stepi")
    #expect(try await bench.experiment().position.draft?.stage == .candidate)
    try await bench.run("stepi")
    #expect(try await bench.experiment().attempts.count == 1)
  }

  @Test func `next reviews after every interval of failures and continue stops at a pass`()
    async throws
  {
    let bench = try Bench()
    try await bench.useHopelessCoder()
    try await bench.run("use 1", "set reviewer sim:0.5", "set checkpoint-interval 2", "next 5")
    let experiment = try await bench.experiment()
    #expect(experiment.attempts.count == 5)
    #expect(experiment.reviews.map(\.at) == [2, 4])
    #expect(experiment.reviews.map(\.isAutomatic) == [true, true])
    try await bench.run("set coder sim:1", "continue 10")
    #expect(try await bench.experiment().head?.isPass == true)
  }

  @Test func `step never reviews`() async throws {
    let bench = try Bench()
    try await bench.run("use 1", "set coder sim:0", "set checkpoint-interval 1", "step 3")
    #expect(try await bench.experiment().reviews.isEmpty)
  }

  @Test func `retry repeats the head's own request as a sibling with a new sample`() async throws {
    let bench = try Bench()
    try await bench.run("use 1", "set coder sim:0", "step 2", "retry 2")
    let experiment = try await bench.experiment()
    #expect(experiment.attempts.map(\.parent) == [0, 1, 1, 1])
    var samples: [Int] = []
    var hashes: Set<ContentHash> = []
    for attempt in experiment.attempts.dropFirst() {
      let sent = try await bench.session.sentRequest(of: attempt)
      samples.append(sent.sample)
      hashes.insert(sent.requestHash)
    }
    #expect(samples == [0, 1, 2])
    #expect(hashes.count == 1)
  }

  @Test func `a call that fails is recorded as infra and takes no number`() async throws {
    let bench = try Bench()
    let line = #"{"task_id":"Starter/9","response":"x"}"#
    try bench.files.files.write("/rec.jsonl", Array(line.utf8))
    try await bench.run("use 1", "models use coder recorded:/rec.jsonl")
    await #expect(throws: (any Error).self) { try await bench.run("step") }
    try await bench.run("set coder sim:0", "step")
    let experiment = try await bench.experiment()
    #expect(experiment.attempts.map(\.number) == [1])
    #expect(experiment.infraCount == 1)
  }

  @Test func `what had come of a broken answer is kept, said and written to the transcript`()
    async throws
  {
    let bench = try Bench(serverFaults: [.init(kind: .drop, chance: 1)])
    try await bench.run("use 1", "set coder sim:1")
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run("step") }
    #expect(
      error?.message.hasSuffix(
        "recorded with what had come of the answer, not counted as an attempt") == true)
    let experiment = try await bench.experiment()
    #expect(experiment.attempts.isEmpty)
    #expect(experiment.infraCount == 1)
    try await bench.run("transcript /t.md", "session verify")
    let transcript = String(decoding: try bench.files.files.read("/t.md"), as: UTF8.self)
    #expect(transcript.contains("What had come of the answer"))
    #expect(transcript.contains("trim_readings"))
  }

  @Test func `a changed setting holds for the next call`() async throws {
    let bench = try Bench(serverFaults: [.init(kind: .rateLimited, chance: 1)])
    try await bench.run("use 1", "set coder sim:1", "set retries 2")
    let thrice = await #expect(throws: WorkbenchError.self) { try await bench.run("step") }
    #expect(thrice?.message.contains("simulated rate limit; 3 tries failed") == true)
    try await bench.run("set retries 0")
    let once = await #expect(throws: WorkbenchError.self) { try await bench.run("step") }
    #expect(once?.message.contains("tries failed") == false)
    #expect(try await bench.experiment().attempts.isEmpty)
  }

  @Test func `a spec is cached by its key and made anew with --fresh`() async throws {
    let bench = try Bench()
    try await bench.run("use 1", "set spec-model sim:0.5", "spec")
    try await bench.run("spec", "spec make --fresh")
    let experiment = try await bench.experiment()
    #expect(experiment.specs.map(\.origin) == [.model, .model])
    #expect(experiment.holdings.spec == 2)
    #expect(bench.printed.text.contains("cached, $0"))
  }

  @Test func `a spec of another session is adopted at no cost`() async throws {
    let store = MemorySessionStore()
    let first = try Bench(store: store, name: "one")
    try await first.run("use 1", "set spec-model sim:0.5", "spec")
    await first.session.close()
    let second = try Bench(store: store, name: "two")
    try await second.run("use 1", "set spec-model sim:0.5", "spec")
    #expect(try await second.experiment().specs.map(\.origin) == [.cached])
    #expect(try await second.experiment().ledger.total().calls == 0)
  }

  @Test func `code by hand becomes an attempt of its own`() async throws {
    let bench = try Bench()
    try await bench.run("use 1", "set coder sim:0", "step", "edit code")
    let experiment = try await bench.experiment()
    #expect(experiment.attempts.map(\.isByHand) == [false, true])
  }

  @Test func `an edited prompt is sent once`() async throws {
    let bench = try Bench()
    try await bench.run("use 1", "set coder sim:0", "edit prompt", "step", "step")
    let experiment = try await bench.experiment()
    let first = try await bench.session.sentRequest(of: experiment.attempts[0])
    let second = try await bench.session.sentRequest(of: experiment.attempts[1])
    #expect(first.slots.map(\.name).contains("edited"))
    #expect(!second.slots.map(\.name).contains("edited"))
  }

  @Test(arguments: [("none", Exposure.comparable), ("class", .feedback), ("assertion", .oracle)])
  func `what is shown decides the exposure label`(level: String, exposure: Exposure) async throws {
    let bench = try Bench()
    try await bench.run("use 1", "set feedback \(level)", "set coder sim:0", "step 2")
    #expect(try await bench.experiment().attempts.last?.exposure == exposure)
  }

  @Test func `an exported session imports to the same hashes`() async throws {
    let bench = try Bench()
    try await bench.run("use 1", "set coder sim:0", "step 2", "note hello", "session verify")
    let hash = await bench.session.state.lastHash
    try await bench.run("session export /lab.jsonl", "session import /lab.jsonl --as copy")
    #expect(await bench.session.state.lastHash == hash)
    try await bench.run("session verify")
  }

  @Test func `a session opens again as it was left`() async throws {
    let store = MemorySessionStore()
    let first = try Bench(store: store)
    try await first.run("use 1", "set coder sim:0", "step 3", "goto @1")
    let state = await first.session.state
    await first.session.close()
    let second = try Bench(store: store, name: "other")
    try await second.run("session open test")
    #expect(await second.session.state == state)
  }
}
