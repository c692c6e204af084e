import CanonicalJSON
import Experiments
import ModelProviders
import Runs
import Shell
import Simulators
import Testing
import Verbs
import WorkbenchTesting

/// The verbs that look at models and servers.
struct ModelVerbTests {
  private static let served = ServerReport(
    url: "http://gpu:11434", kind: .server("ollama"), evidence: "/api/version answered 0.12.6",
    models: [
      ServedModel(
        name: "qwen2.5-coder:32b", purpose: .chat, health: .loaded, sizeBytes: 20_000_000_000,
        memoryBytes: 19_000_000_000, contextTokens: 5120, instances: 1,
        expiresAt: "2026-11-21T10:05:00.5Z"),
      ServedModel(name: "nomic", purpose: .embedding),
    ], milliseconds: 12)
  private static let dead = ServerReport(
    url: "http://127.0.0.1:1234", kind: .unreachable, error: "connection refused")

  private func printed(
    _ lines: String..., servers: StubServers = StubServers(), mode: OutputMode = .text
  ) async throws -> String {
    let bench = try Bench(servers: servers, mode: mode)
    for line in lines { try await bench.run(line) }
    return bench.printed.text
  }

  @Test func `discover shows each server, the dead one too`() async throws {
    let text = try await printed("models discover")
    #expect(text.contains("ollama http://gpu:11434  2 listed · 1 loaded  12 ms"))
    #expect(text.contains("unreachable http://127.0.0.1:1234  0 ms  connection refused"))
    #expect(text.contains("embedding"))
  }

  @Test func `models says who is left alone, why and for how long`() async throws {
    let bench = try Bench(suspended: [
      SuspendedModel(
        model: "llama3:8b", endpoint: "ollama at http://gpu:11434",
        reason: "3 calls in a row failed, the last with HTTP 500", remaining: .seconds(21)),
      SuspendedModel(model: "o3", endpoint: "openai", reason: "the key failed", remaining: .zero),
    ])
    try await bench.run("models")
    #expect(
      bench.printed.text.contains(
        """
        ! llama3:8b (ollama at http://gpu:11434): not asked for another 21 s
          3 calls in a row failed, the last with HTTP 500
        ! o3 (openai): the next call tries whether it is well again
          the key failed

        """))
  }

  @Test(arguments: [(10_000, "low"), (10, "high")])
  func `models says how far the estimates of a model's tokens were off`(
    counted: Int, side: String
  ) async throws {
    let bench = try Bench()
    let line = """
      {"task_id":"Starter/1","response":"no code","usage":{"inputTokens":\(counted),"outputTokens":9}}
      """
    try bench.files.files.write("/counted.jsonl", Array("\(line)\n\(line)\n".utf8))
    try await bench.run("use Starter/1", "set coder recorded:/counted.jsonl", "step 2", "models")
    let totals = try await bench.experiment().ledger.total()
    let ratio = Double(totals.estimatedInputTokens) / Double(2 * counted) - 1
    let percent = Int((abs(ratio) * 100).rounded())
    #expect(
      bench.printed.text.contains(
        "recorded:/counted.jsonl: estimates \(percent) % \(side) over 2 calls\n"))
  }

  @Test func `ps shows what is in memory and until when`() async throws {
    let text = try await printed("models ps")
    #expect(text.contains("qwen2.5-coder:32b"))
    #expect(text.contains("2026-11-21 10:05:00"))
    #expect(!text.contains("nomic"))
  }

  @Test func `each server is one record`() async throws {
    let text = try await printed("models discover", mode: .json)
    let records = try text.split(separator: "\n").map { try JSONValue(parsing: $0) }
    #expect(records.map { $0["kind"]?.stringValue } == ["ollama", "unreachable"])
    #expect(records[0]["models"]?.arrayValue?.count == 2)
  }

  @Test func `a preset gives every role its model, and one undo takes it back`() async throws {
    let bench = try Bench()
    try await bench.run("load starter", "use starter/1", "models use practice")
    var settings = await bench.session.currentSettings
    #expect(Role.allCases.map(settings.model) == ["sim:0.3", "sim:0.9", "sim:0.5"])
    try await bench.run("undo")
    settings = await bench.session.currentSettings
    #expect(settings.model(.coder) == "qwen2.5-coder:32b")
  }

  @Test(arguments: [
    ("models use practise", "nearest: practice"),
    ("models use coder", "models use coder NAME; models lists names"),
    ("models use painter sim:0.3", "roles: coder, spec, reviewer"),
  ])
  func `a wrong preset or role says what there is`(line: String, hint: String) async throws {
    let error = await #expect(throws: WorkbenchError.self) { try await printed(line) }
    #expect(error?.hint == hint)
  }

  @Test func `a speed test shows three prompts per model and writes all samples`() async throws {
    let bench = try Bench()
    try await bench.run("speed-test sim:0.9 sim:0.3 --rounds 2 --export speed.json")
    let document = try JSONValue(parsing: try bench.files.files.read("speed.json"))
    let rows = try #require(document["rows"]?.arrayValue)
    #expect(
      rows.map { $0["prompt"]?.stringValue } == ["short", "code", "long", "short", "code", "long"])
    #expect(rows.allSatisfy { $0["samples"]?.arrayValue?.count == 2 })
    #expect(bench.printed.text.contains("first token"))
    #expect(await bench.session.state.lastOrdinal == 0)
  }

  @Test func `a speed test is held within the session's budget, and counts against it`()
    async throws
  {
    let bench = try Bench()
    let line =
      #"{"task_id":"Starter/1","response":"x","model":"gpt-4o","usage":{"inputTokens":1000,"outputTokens":100}}"#
    let answers = Array(repeating: line, count: 9).joined(separator: "\n")
    try bench.files.files.write("/gpt.jsonl", Array(answers.utf8))
    try await bench.run("use Starter/1", "budget session 0.01")
    for command in ["speed-test gpt-4o --rounds 1"] {
      let error = await #expect(throws: WorkbenchError.self) { try await bench.run(command) }
      #expect(error?.kind == .budget)
      #expect(error?.message.hasPrefix("(budget) this test may cost up to $0.0") == true)
    }
    try await bench.run("budget session 1", "speed-test gpt-4o --rounds 1")
    // Four calls, the warm-up included, at 1,000 tokens in and 100 out of gpt-4o.
    #expect(await bench.session.spent[.session] == Money(nanoUSD: 4 * 3_500_000))
    #expect(await bench.session.budgetLeft?.amount == Money(nanoUSD: 986_000_000))
  }

  @Test(arguments: [(0, 1), (2, 3)])
  func `a speed test tries as often as the settings say`(retries: Int, tries: Int) async throws {
    let bench = try Bench(serverFaults: [.init(kind: .rateLimited, chance: 1)])
    try await bench.run("load starter", "set retries \(retries)")
    await #expect(throws: WorkbenchError.self) { try await bench.run("speed-test sim:1") }
    #expect(bench.printed.text.contains("\(tries) tries failed") == (tries > 1))
  }

  @Test func `a model that fails keeps the rows that were finished`() async throws {
    let bench = try Bench()
    try await bench.useHopelessCoder(answers: 3)
    try await bench.run("load starter", "use starter/1")
    let error = await #expect(throws: WorkbenchError.self) {
      try await bench.run("speed-test recorded:/hopeless.jsonl")
    }
    #expect(error?.kind == .provider)
    #expect(bench.printed.text.contains("code"))
    #expect(bench.printed.text.contains("all used"))
  }

  @Test func `the doctor finds the coder's server and forgives a missing reviewer`() async throws {
    let text = try await printed("models use practice", "doctor", servers: StubServers())
    #expect(text.contains("✓ python"))
    #expect(text.contains("the simulator: no model"))
    #expect(text.contains("connection refused"))
  }

  @Test func `the doctor's findings as JSON are an object each`() async throws {
    let text = try await printed("models use practice", "doctor --json", servers: StubServers())
    let findings = text.split(separator: "\n").compactMap { try? JSONValue(parsing: String($0)) }
    #expect(findings.count > 8)
    #expect(findings.allSatisfy { $0["event"]?.stringValue == "check" })
  }

  @Test func `the doctor fails for want of a model with the provider's status`() async throws {
    let bench = try Bench(servers: StubServers(reports: []))
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run("doctor") }
    #expect(error?.kind == .provider)
    #expect(error?.message == "missing: coder")
    #expect(bench.printed.text.contains("models use practice"))
  }

  @Test func `origins of variables are told, of keys only that they are set`() async throws {
    let bench = try Bench(
      environment: [
        "OPENAI_API_KEY": "sk-planted-0123456789", "OLLAMA_HOST": "gpu",
        "HTTPS_PROXY": "http://me:secret@proxy:3128",
      ],
      environmentFile: EnvironmentFile(path: "/lab/.env", names: ["OPENAI_API_KEY"]))
    try await bench.run("show --origin")
    let text = bench.printed.text
    #expect(text.contains("set (redacted)"))
    #expect(text.contains("/lab/.env"))
    #expect(text.contains("(redacted)@proxy:3128"))
    #expect(!text.contains("planted") && !text.contains("secret"))
  }

  struct StubServers: ModelServers {
    var reports = [ModelVerbTests.served, ModelVerbTests.dead]

    func discover(responsive: Bool) async -> [ServerReport] { reports }
    func probe(_ url: String, asking model: String?) async -> ServerReport { reports[0] }
    func keys(online: Bool) async -> [KeyReport] { [] }
    func pull(_ model: String) -> AsyncThrowingStream<PullProgress, any Error> {
      AsyncThrowingStream { $0.finish() }
    }
  }
}

/// Rates and spreads of a speed test.
struct SpeedSampleTests {
  private func sample(_ output: Int?, first: Double, total: Double, _ timing: ServerTiming? = nil)
    -> SpeedSample
  {
    SpeedSample(
      prompt: "short", round: 1, firstTokenMs: first, totalMs: total,
      usage: Usage(inputTokens: 100, outputTokens: output), timing: timing)
  }

  @Test(arguments: [
    (Int?.some(21), 100.0, 1100.0, Double?.some(20), Double?.some(1000)),
    (nil, 100, 1100, nil, 1000),
    (21, 100, 100, nil, 1000), (1, 100, 1100, nil, 1000), (21, 0, 1000, 20, nil),
  ])
  func `without the server's times rates are measured, or none`(
    output: Int?, first: Double, total: Double, written: Double?, read: Double?
  ) {
    let sample = sample(output, first: first, total: total)
    #expect(sample.generationRate == written)
    #expect(sample.promptRate == read)
    #expect(!sample.isServerTimed)
  }

  @Test func `the server's times go first`() {
    let timing = ServerTiming(promptMs: 50, generationMs: 500)
    let timed = sample(20, first: 100, total: 1100, timing)
    #expect(timed.generationRate == 40)
    #expect(timed.promptRate == 2000)
    #expect(timed.isServerTimed)
  }

  @Test func `what came from the server's cache was not read`() {
    var sample = sample(20, first: 100, total: 1100, ServerTiming(promptMs: 10))
    sample.usage.cacheReadTokens = 90
    #expect(sample.promptRate == 1000)
    sample.usage.cacheReadTokens = 100
    #expect(sample.promptRate == nil)
  }

  @Test(arguments: [([3.0, 1, 2], 2.0), ([4.0, 1, 2, 3], 2.5), ([7.0], 7.0)])
  func `the median is in the middle`(values: [Double], median: Double) {
    #expect(Spread(values)?.median == median)
    #expect(Spread(values)?.least == values.min())
    #expect(Spread([]) == nil)
  }
}
