import CanonicalJSON
import Experiments
import Presentation
import Testing
import WorkbenchTesting

@testable import Runs
@testable import Shell

/// What is spent, limited and priced anew; the coder is a priced model.
@Suite struct MoneyTests {
  /// Answers of `gpt-4o`: 1,000 tokens in, 100 out, so $0.0035 each.
  private func bench(answers: Int = 20) async throws -> Bench {
    let bench = try Bench()
    let line = """
      {"task_id":"Starter/1","response":"```python\\ndef trim_readings(a, b, c):\\n    return 0\\n```",\
      "model":"gpt-4o","usage":{"inputTokens":1000,"outputTokens":100}}
      """
    let text = Array(repeating: line, count: answers).joined(separator: "\n")
    try bench.files.files.write("/gpt.jsonl", Array(text.utf8))
    try await bench.run(
      "use Starter/1", "set coder gpt-4o", "set max-output 1000")
    return bench
  }

  @Test func `calls cost what the table says, by phase and tier`() async throws {
    let bench = try await bench()
    try await bench.run("step 2", "cost")
    let total = try await bench.experiment().ledger.total()
    #expect(total.cost.nanoUSD == 2 * (1000 * 2_500 + 100 * 10_000))
    #expect(bench.printed.text.contains("iterations $0.0070 (2)"))
  }

  @Test func `a call that could exceed the budget is not sent`() async throws {
    let bench = try await bench()
    try await bench.run("budget session 0.02", "step")
    let error = await #expect(throws: WorkbenchError.self) {
      try await bench.run("step 9")
    }
    #expect(error?.kind == .budget)
    #expect(error?.message.hasPrefix("(budget) a call to gpt-4o may cost up to") == true)
    #expect(error?.hint?.contains("raise: budget session 0.") == true)
    let experiment = try await bench.experiment()
    #expect(experiment.halted == .budget)
    #expect(experiment.ledger.total().cost <= Money(dollars: "0.02") ?? .zero)
    #expect(await prompt(bench).contains("(budget) $0.0130 left ›"))
    let before = experiment.attempts.count
    try await bench.run("budget session 1", "step", "session verify")
    #expect(try await bench.experiment().attempts.count == before + 1)
    #expect(try await bench.experiment().halted == nil)
  }

  private func prompt(_ bench: Bench) async -> String {
    PromptLine.text(
      await bench.session.state, budget: await bench.session.budget,
      spent: await bench.session.spent
    ).plain
  }

  @Test func `the prompt says (budget) as long as there is one, an attempt's too`() async throws {
    let bench = try await bench()
    try await bench.run("budget attempt 0.001")
    await #expect(throws: WorkbenchError.self) { try await bench.run("step") }
    #expect(await prompt(bench).contains("(budget) ›"))
    try await bench.run("budget attempt off")
    #expect(await !prompt(bench).contains("budget"))
  }

  @Test func `a cheaper model goes on where a dear one was stopped`() async throws {
    let bench = try await bench()
    try await bench.run("budget problem 0.001")
    await #expect(throws: WorkbenchError.self) { try await bench.run("step") }
    try await bench.run("set coder sim:1", "step")
    #expect(try await bench.experiment().head?.isPass == true)
  }

  @Test func `what was not counted is shown as not known, and what broke off as its bound`()
    async throws
  {
    let bench = try Bench()
    try bench.files.files.write(
      "/gpt.jsonl", Array(#"{"task_id":"Starter/1","response":"x","model":"gpt-4o"}"#.utf8))
    try await bench.run(
      "use Starter/1", "set coder gpt-4o", "step", "cost", "budget", "transcript t.md"
    )
    #expect(bench.printed.text.contains("full frontier 1 of 1 calls unpriced, ? in + ? out"))
    #expect(bench.printed.text.contains("not in it: 1 call without a price"))
    let transcript = String(decoding: try bench.files.files.read("t.md"), as: UTF8.self)
    #expect(transcript.contains("| 1 | ? | ? |"))
    #expect(transcript.contains("1 of 1 calls unpriced |"))
  }

  @Test func `a number below zero is no option`() async throws {
    let bench = try Bench()
    try await bench.run("set keep-alive -1")
    #expect(await bench.session.currentSettings["keep-alive"] == "-1")
  }

  @Test func `a model without a price cannot be asked under a budget`() async throws {
    let bench = try await bench()
    try await bench.run("set coder exec:/nowhere/model", "budget attempt 5")
    let error = await #expect(throws: WorkbenchError.self) { try await bench.run("step") }
    #expect(error?.message.contains("has no price") == true)
  }

  @Test func `most of a limit spent is said once`() async throws {
    let bench = try await bench()
    try await bench.run("budget session 0.0401", "set max-output 100")
    _ = try? await bench.run("step 12")
    let notices = bench.printed.text.split(separator: "\n").count {
      $0.contains("of the session's")
    }
    #expect(notices == 1)
  }

  @Test func `the session can be priced anew`() async throws {
    let bench = try await bench()
    let own =
      #"{"models":[{"model":"gpt-4o","tier":"full-frontier","input":"10","output":"100","asOf":"2027-01-01","source":"s"}]}"#
    try bench.files.files.write("/own.json", Array(own.utf8))
    try await bench.run("step 2", "recost", "recost --prices /own.json")
    #expect(bench.printed.text.contains("total $0.0070 recorded"))
    let before = await bench.session.state
    try await bench.run("recost --batch")
    #expect(await bench.session.state == before)
    await #expect(throws: WorkbenchError.self) { try await bench.run("recost --prices /gpt.jsonl") }
  }

  @Test func `a recording of one session answers in another`() async throws {
    let bench = try await bench()
    try await bench.run("set coder sim:0.2:7", "step 4 --anyway", "recording export /night.jsonl")
    let made = try await bench.experiment().attempts.map(\.code)
    let second = try Bench()
    try second.files.files.write("/night.jsonl", try bench.files.files.read("/night.jsonl"))
    try await second.run(
      "use Starter/1", "recording import /night.jsonl", "set coder recorded:/night.jsonl",
      "step \(made.count) --anyway")
    #expect(try await second.experiment().attempts.map(\.code) == made)
    try await second.run("recording export /again.jsonl")
    let texts = try ["/night.jsonl", "/again.jsonl"].map { path in
      try String(decoding: second.files.files.read(path), as: UTF8.self)
        .split(separator: "\n").map { try JSONValue(parsing: String($0))["response"] }
    }
    #expect(texts[0] == texts[1])
  }

  @Test func `a run of a frontier model is the ground of comparison, else it is an estimate`()
    async throws
  {
    let bench = try await bench()
    try await bench.run("set coder gpt-4o", "step 2", "frontier-costs gpt-4o")
    #expect(bench.printed.text.contains("run: not solved in 2 attempts"))
    try await bench.run("session new another", "use Starter/1", "set coder sim:1", "step")
    try await bench.run("frontier-costs gpt-4o")
    #expect(bench.printed.text.contains("session test"))
    try await bench.run("frontier-costs claude-sonnet-4-5")
    #expect(bench.printed.text.contains("estimate by the coder's own tokens"))
  }

  /// What `cost` says of a frontier model alone, after an answer for each pair of counts.
  private func frontierOnly(_ counts: [(input: Int, output: Int)?]) async throws -> String {
    let bench = try Bench()
    let lines = counts.map { counts in
      let usage = counts.map {
        #","usage":{"inputTokens":\#($0.input),"outputTokens":\#($0.output)}"#
      }
      return #"{"task_id":"Starter/1","response":"x","model":"qwen:7b"\#(usage ?? "")}"#
    }
    try bench.files.files.write("/r.jsonl", Array(lines.joined(separator: "\n").utf8))
    try await bench.run(
      "use Starter/1", "set coder recorded:/r.jsonl", "step \(counts.count)", "cost")
    return bench.printed.text
  }

  @Test func `a frontier model is estimated call by call, however long all prompts are together`()
    async throws
  {
    let text = try await frontierOnly(Array(repeating: (45_000, 100), count: 5))
    #expect(text.contains("estimate $0.6825 (claude-sonnet-4-5, by the coder's own tokens; no run"))
    #expect(!text.contains("savings"), "nothing is saved where nothing is solved")
  }

  @Test func `an estimate of some of the calls is at least so much, and claims no savings`()
    async throws
  {
    let text = try await frontierOnly([(5_000, 100), nil, nil])
    #expect(
      text.contains(
        "estimate ≥ $0.0165 (claude-sonnet-4-5, by the coder's own tokens of 1 of 3 calls; no run"))
    #expect(!text.contains("savings"))
  }

  @Test(arguments: [
    "budget week 1", "budget session x", "recost --on yesterday", "recording import",
  ])
  func `what is no use is refused`(line: String) async throws {
    let bench = try await bench()
    await #expect(throws: (any Error).self) { try await bench.run(line) }
  }
}
