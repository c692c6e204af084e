import Experiments
import PythonSandbox
import Synchronization
import Testing

@Suite("Judging a file")
struct RunnerJudgeTests {
  /// Passes code that says `pass`; the first run waits until a later one has ended.
  private final class Backwards: Sandbox {
    private let later: AsyncStream<Void>
    private let ended: AsyncStream<Void>.Continuation
    private let running = Mutex((now: 0, most: 0))
    var mostAtOnce: Int { running.withLock { $0.most } }

    init() { (later, ended) = AsyncStream.makeStream() }

    func run(_ run: TestRun) async throws -> Verdict {
      running.withLock { counts in
        counts.now += 1
        counts.most = max(counts.most, counts.now)
      }
      defer { running.withLock { $0.now -= 1 } }
      if run.code.contains("first") {
        for await _ in later { break }
      } else {
        ended.yield()
      }
      let failure = AssertionFailure(index: 0, expression: "f() == 1", expected: "1", got: "2")
      return run.code.contains("pass")
        ? Verdict(outcome: .pass, passed: 1, total: 1)
        : Verdict(outcome: .wrong, passed: 0, total: 1, failures: [failure])
    }

    func status() async -> SandboxStatus { SandboxStatus(python: nil, version: "", layers: []) }
  }

  private struct Extractor: CandidateExtractor {
    func extract(from completion: String, for problem: Problem, truncated: Bool) -> Extraction {
      completion.isEmpty
        ? .nothing(.noCode, reason: "empty")
        : .candidate(Candidate(code: completion, form: .definition, origin: "whole answer"))
    }
  }

  private func judge(
    _ lines: [String], raw: Bool = false, workers: Int = 2, sandbox: any Sandbox = Backwards()
  ) async throws -> (lines: [JSONValue], summary: JudgeSummary) {
    let judge = Judge(
      problems: ["p": .sum, "q": .sum], sandbox: sandbox, extractor: Extractor(),
      prepareCompletion: {
        Candidate(code: $1.prompt + $0, form: .continuation, origin: "completion")
      },
      prepareSolution: { code, _ in Candidate(code: code, form: .definition, origin: "solution") },
      raw: raw, workers: workers)
    let input = AsyncStream { continuation in
      for line in lines { continuation.yield(line) }
      continuation.finish()
    }
    var output: [JSONValue] = []
    let summary = try await judge.run(lines: input) { output.append(try JSONValue(parsing: $0)) }
    return (output, summary)
  }

  @Test func `Results come in the order of the lines`() async throws {
    let texts = ["first", "pass", "pass", "no", "pass"]
    let (lines, summary) = try await judge(
      texts.enumerated().map { #"{"task_id":"p","solution":"\#($1)","id":\#($0)}"# })
    #expect(lines.map { $0["id"] } == (0..<5).map { .integer($0) })
    #expect(lines.map { $0["index"] } == (0..<5).map { .integer($0) })
    #expect(lines.map { $0["outcome"]?.stringValue } == ["wrong", "pass", "pass", "wrong", "pass"])
    #expect(summary.outcomes == [.pass: 3, .wrong: 2])
  }

  @Test func `No more runs go on at once than there are workers`() async throws {
    let sandbox = Backwards()
    let lines = [String](repeating: #"{"task_id":"p","solution":"pass"}"#, count: 100)
    let (output, _) = try await judge(lines, workers: 3, sandbox: sandbox)
    #expect(output.count == 100)
    #expect(sandbox.mostAtOnce <= 3)
  }

  @Test func `A verdict's line has the documented members`() async throws {
    let (lines, _) = try await judge([#"{"task_id":"p","completion":"no"}"#])
    guard case .object(let members) = try #require(lines.first) else {
      Issue.record("not an object")
      return
    }
    #expect(
      Set(members.keys) == [
        "task_id", "index", "outcome", "passed", "total", "failure", "wallMs", "cpuMs",
        "peakMemoryBytes", "layers", "split", "candidate",
      ])
    #expect(members["failure"]?["expected"] == "1")
    #expect(members["candidate"] == "completion")
  }

  @Test(arguments: [
    ("{", "not JSON"), ("{\"task_id\":\"x\",\"solution\":\"\"}", "no problem named x"),
    ("{\"solution\":\"\"}", "no task_id"), ("{\"task_id\":\"p\"}", "no completion or solution"),
    ("{\"task_id\":\"p\",\"response\":\"\"}", "--raw"), ("[]", "no task_id"),
  ])
  func `A line that cannot be judged says why and does not stop the rest`(line: String, why: String)
    async throws
  {
    let (lines, summary) = try await judge(
      ["", line, #"{"task_id":"p","solution":"pass"}"#])
    #expect(lines.count == 2)
    #expect(lines.first?["line"] == 2)
    #expect(lines.first?["error"]?.stringValue?.contains(why) == true)
    #expect(lines.last?["outcome"] == "pass")
    #expect(summary.unreadable == 1)
  }

  @Test func `Raw answers go through the extractor`() async throws {
    let (lines, summary) = try await judge(
      [#"{"task_id":"p","response":""}"#, #"{"task_id":"p","response":"pass"}"#], raw: true)
    #expect(lines.map { $0["outcome"] } == ["no-code", "pass"])
    #expect(lines.map { $0["candidate"] } == ["none", "whole answer"])
    #expect(summary.passAtK(1) == 0.5)
  }

  @Test func `The rate is the mean over problems, without what failed on our side`() {
    var summary = JudgeSummary()
    for (taskID, outcomes) in [
      ("a", [Outcome.pass, .pass, .wrong, .timeout]), ("b", [.pass, .infra]), ("c", [.infra]),
    ] {
      for outcome in outcomes { summary.add(outcome, taskID: taskID) }
    }
    #expect(summary.passAtK(1) == 0.75)
    #expect(summary.passAtK(2) == nil)
    #expect(summary.count == 7)
    #expect("\(summary)".contains("pass@1 75.0 %"))
    #expect("\(summary)".contains("infra 2"))
  }
}

@Suite("Rates")
struct RunnerStatisticsTests {
  @Test(arguments: [
    (10, 3, 1, 0.3), (10, 3, 5, 11.0 / 12), (10, 7, 5, 1), (5, 2, 3, 0.9), (20, 1, 10, 0.5),
    (200, 20, 10, 0.6602256238),
  ])
  func `pass@k is unbiased`(n: Int, c: Int, k: Int, rate: Double) throws {
    let found = try #require(Statistics.passAtK(samples: n, correct: c, k: k))
    #expect(abs(found - rate) < 1e-9)
  }

  @Test func `pass@k is undefined for fewer samples than k`() {
    #expect(Statistics.passAtK(samples: 4, correct: 2, k: 5) == nil)
  }

  @Test(arguments: [
    (17, 20, 64.0, 94.8), (5, 5, 56.6, 100), (20, 20, 83.9, 100), (0, 10, 0, 27.8),
    (150, 164, 86.2, 94.9), (164, 164, 97.7, 100),
  ])
  func `Wilson's interval`(passed: Int, count: Int, low: Double, high: Double) throws {
    let interval = try #require(
      Statistics.wilsonInterval(rate: Double(passed) / Double(count), count: count))
    #expect(abs(interval.lowerBound * 100 - low) < 0.06)
    #expect(abs(interval.upperBound * 100 - high) < 0.06)
  }
}
