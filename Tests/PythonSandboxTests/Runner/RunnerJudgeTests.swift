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

    func status(python: String?) async -> SandboxStatus {
      SandboxStatus(python: nil, version: "", layers: [])
    }
  }

  private struct Extractor: CandidateExtractor {
    func extract(from completion: String, for problem: Problem, truncated: Bool) -> Extraction {
      completion.isEmpty
        ? .nothing(.noCode, reason: "empty")
        : .candidate(Candidate(code: completion, form: .definition, origin: "whole answer"))
    }
  }

  /// Gives every run this verdict.
  private struct Fixed: Sandbox {
    var verdict: Verdict
    func run(_ run: TestRun) async throws -> Verdict { verdict }
    func status(python: String?) async -> SandboxStatus {
      SandboxStatus(python: nil, version: "", layers: [])
    }
  }

  private func judge(
    _ lines: [String], raw: Bool = false, workers: Int = 2, sandbox: any Sandbox = Backwards(),
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> (lines: [JSONValue], summary: JudgeSummary) {
    let judge = Self.judge(raw: raw, workers: workers, sandbox: sandbox)
    let input = AsyncStream { continuation in
      for line in lines { continuation.yield(Array(line.utf8)) }
      continuation.finish()
    }
    let output = Mutex<[JSONValue]>([])
    let summary = try await judge.run(lines: input, progress: progress) { line in
      let value = try JSONValue(parsing: line)
      output.withLock { $0.append(value) }
    }
    return (output.withLock { $0 }, summary)
  }

  private static func judge(
    raw: Bool = false, workers: Int = 2, sandbox: any Sandbox = Backwards()
  ) -> Judge {
    Judge(
      problems: ["p": .sum, "q": .sum], sandbox: sandbox, extractor: Extractor(),
      prepareCompletion: {
        Candidate(code: $1.prompt + $0, form: .continuation, origin: "completion")
      },
      prepareSolution: { code, _ in Candidate(code: code, form: .definition, origin: "solution") },
      raw: raw, workers: workers)
  }

  @Test func `A result is out before the next line has come`() async throws {
    let (input, lines) = AsyncStream<[UInt8]>.makeStream()
    let (output, results) = AsyncStream<String>.makeStream()
    let judge = Self.judge(sandbox: Fixed(verdict: Verdict(outcome: .pass)))
    async let summary = judge.run(lines: input) { results.yield($0) }
    var seen = 0
    lines.yield(Array(#"{"task_id":"p","solution":"pass"}"#.utf8))
    for await _ in output {
      seen += 1
      if seen == 3 { break }
      lines.yield(Array(#"{"task_id":"p","solution":"pass"}"#.utf8))
    }
    lines.finish()
    #expect(try await summary.passed == 3)
  }

  @Test func `Bytes that are no text are reported, not repaired`() async throws {
    let judge = Self.judge(sandbox: Fixed(verdict: Verdict(outcome: .pass)))
    let line = Array(#"{"task_id":"p","solution":""#.utf8) + [0xFF] + Array("\"}".utf8)
    let input = AsyncStream { continuation in
      continuation.yield(line)
      continuation.finish()
    }
    let output = Mutex("")
    let summary = try await judge.run(lines: input) { line in output.withLock { $0 = line } }
    #expect(summary.unreadable == 1)
    #expect(output.withLock { $0 }.contains("not UTF-8"))
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
        "peakMemoryBytes", "layers", "split", "proof", "candidate",
      ])
    #expect(members["failure"]?["expected"] == "1")
    #expect(members["candidate"] == "completion")
  }

  @Test func `What a verdict has besides is in its line`() async throws {
    let exception = ExceptionReport(
      type: "ValueError", message: "no", frames: [.init(line: 3, function: "f", source: "f()")])
    let verdict = Verdict(
      outcome: .exception, passed: 1, total: 2, exception: exception, message: "why",
      split: "first-failure", cpuMs: 1.234, wallMs: 5.678, peakMemoryBytes: 9, layers: ["limits"],
      python: "3.11.2")
    let (lines, _) = try await judge(
      [#"{"task_id":"p","solution":""}"#], sandbox: Fixed(verdict: verdict))
    #expect(
      lines == [
        [
          "task_id": "p", "index": 0, "outcome": "exception", "passed": 1, "total": 2,
          "failure": .null, "wallMs": .number(5.68), "cpuMs": .number(1.23),
          "peakMemoryBytes": 9, "layers": ["limits"], "split": "first-failure",
          "proof": "separate",
          "candidate": "solution", "message": "why", "python": "3.11.2",
          "exception": ["type": "ValueError", "message": "no", "line": 3],
        ]
      ])
  }

  @Test func `A solution counts before a completion, and both names are handed through`()
    async throws
  {
    let (lines, _) = try await judge([
      #"{"task_id":"p","solution":"pass","completion":"no","_identifier":"p/7","id":3}"#,
      #"{"task_id":"p","completion":"pass","_identifier":"p/8"}"#,
      #"{"task_id":"nowhere","solution":"pass","_identifier":"p/9"}"#,
    ])
    #expect(lines.map { $0["candidate"]?.stringValue } == ["solution", "completion", nil])
    #expect(lines.map { $0["_identifier"] } == ["p/7", "p/8", "p/9"])
    #expect(lines.map { $0["id"] } == [3, nil, nil])
  }

  @Test func `Progress counts every line, in order`() async throws {
    let seen = Mutex<[[Int]]>([])
    let texts = ["first", "pass", "no"].map { #"{"task_id":"p","solution":"\#($0)"}"# }
    _ = try await judge(texts + ["{"]) { done, passed in
      seen.withLock { $0.append([done, passed]) }
    }
    #expect(seen.withLock { $0 } == [[1, 0], [2, 1], [3, 1], [4, 1]])
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
    #expect(summary.failedRuns == 2)
    #expect("\(summary)".contains("pass@1 75.0 %"))
    #expect("\(summary)".contains("infra 2"))
  }

  @Test func `The summary has every figure that the samples allow`() {
    var summary = JudgeSummary(problems: 6)
    for (taskID, passed) in [("a", 0), ("b", 2), ("c", 5), ("d", 10)] {
      for sample in 0..<10 { summary.add(sample < passed ? .pass : .wrong, taskID: taskID) }
    }
    for line in [3, 9, 12, 40] {
      summary.addUnreadable(line: line, taskID: line == 9 ? "x" : nil, reason: "no task_id")
    }
    #expect(summary.rates.map(\.k) == [1, 5, 10])
    #expect(
      "\(summary)" == """
        40 judged, 17 passed, 4 problems
        pass 17 · wrong 23
        pass@1 42.5 % (95 %, by problem: 11.4–81.0 % by Wilson, 10.0–80.0 % by bootstrap)
        pass@5 69.3 % (95 %, by problem: 24.9–99.8 % by bootstrap)
        pass@10 75.0 % (95 %, by problem: 25.0–100.0 % by bootstrap)
        bootstrap: 10000 resamples of the problems, percentile, seed 1
        2 of 6 problems without samples
        4 lines could not be judged
          line 3: no task_id
          line 9 (x): no task_id
          line 12: no task_id
          …
        """)
  }

  @Test func `One sample per problem gives no bootstrap`() {
    var summary = JudgeSummary(problems: 2)
    summary.add(.pass, taskID: "a")
    summary.add(.wrong, taskID: "b")
    #expect(summary.rates.map(\.bootstrap) == [nil])
    #expect(!"\(summary)".contains("bootstrap"))
    #expect(!"\(summary)".contains("without samples"))
  }

  @Test func `A problem whose every run failed on our side has samples, but no rate`() {
    var summary = JudgeSummary(problems: 1)
    summary.add(.infra, taskID: "a")
    #expect(summary.problemsWithoutSamples == 0)
    #expect(summary.rates.isEmpty)
  }

  @Test func `The summary is as large as the problems, not as the file`() async throws {
    let lines = [String](repeating: #"{"task_id":"p","solution":"pass"}"#, count: 500)
    let unknown = [String](repeating: #"{"task_id":"other","solution":"pass"}"#, count: 500)
    let (_, summary) = try await judge(lines + unknown)
    #expect(summary.tallies.map(\.key) == ["p"])
    #expect(summary.tallies["p"]?.passed == 500)
    #expect(summary.unreadable == 500)
    #expect(summary.unreadableLines.count == 3)
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

  @Test func `The bootstrap's interval holds the mean and is the same every time`() throws {
    let values = (0..<100).map { $0 < 30 ? 1.0 : 0.0 }
    let intervals = Bootstrap.intervals([values, values.map { 1 - $0 }])
    let interval = try #require(intervals.first)
    // The normal approximation: 0.3 ± 1.96 · √(0.3 · 0.7 / 100).
    #expect(abs(interval.lowerBound - 0.21) <= 0.011)
    #expect(abs(interval.upperBound - 0.39) <= 0.011)
    #expect(Bootstrap.intervals([values]).first == interval)
    #expect(abs(intervals[1].upperBound + interval.lowerBound - 1) < 1e-9)
  }

  @Test func `Equal values have an interval of one point, no values none`() {
    #expect(Bootstrap.intervals([[0.5, 0.5, 0.5]]) == [0.5...0.5])
    #expect(Bootstrap.intervals([[]]).isEmpty)
    #expect(Bootstrap.intervals([]).isEmpty)
  }
}
