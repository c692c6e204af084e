import Benchmarks
import CanonicalJSON
import Experiments
import Judging
import Statistics
import Synchronization
import Testing

@Suite("A file of samples")
struct SampleBatchTests {
  /// Passes code that says `pass`; the first run waits until a later one has ended.
  private final class Backwards: Sandbox {
    let judges: [any JudgeKind.Type] = []
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
      if run.submission.source?.contains("first") == true {
        for await _ in later { break }
      } else {
        ended.yield()
      }
      let failure = AssertionFailure(index: 0, expression: "f() == 1", expected: "1", got: "2")
      return run.submission.source?.contains("pass") == true
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
    let judges: [any JudgeKind.Type] = []
    var verdict: Verdict
    func run(_ run: TestRun) async throws -> Verdict { verdict }
    func status(python: String?) async -> SandboxStatus {
      SandboxStatus(python: nil, version: "", layers: [])
    }
  }

  private func judge(
    _ lines: [String], raw: Bool = false, workers: Int = 2, sandbox: any Sandbox = Backwards(),
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> (lines: [JSONValue], summary: BatchSummary) {
    let batch = Self.batch(raw: raw, workers: workers, sandbox: sandbox)
    let input = AsyncStream { continuation in
      for line in lines { continuation.yield(Array(line.utf8)) }
      continuation.finish()
    }
    let output = Mutex<[JSONValue]>([])
    let summary = try await batch.run(lines: input, progress: progress) { line in
      let value = try JSONValue(parsing: line)
      output.withLock { $0.append(value) }
    }
    return (output.withLock { $0 }, summary)
  }

  private static let problem = BenchmarkProblem(
    Problem(taskID: "p", prompt: "def f():\n", entryPoint: "f"),
    gold: Gold(
      tests: "def check(candidate):\n    assert candidate() == 1\n", canonicalSolution: ""))

  private static func batch(
    raw: Bool = false, workers: Int = 2, sandbox: any Sandbox = Backwards()
  ) -> SampleBatch {
    SampleBatch(
      problems: ["p": problem, "q": problem], sandbox: sandbox, extractor: Extractor(),
      prepareCompletion: {
        Candidate(code: $1.prompt + $0, form: .continuation, origin: "completion")
      },
      prepareSolution: { code, _ in Candidate(code: code, form: .definition, origin: "solution") },
      raw: raw, workers: workers)
  }

  @Test func `A result is out before the next line has come`() async throws {
    let (input, lines) = AsyncStream<[UInt8]>.makeStream()
    let (output, results) = AsyncStream<String>.makeStream()
    let batch = Self.batch(sandbox: Fixed(verdict: Verdict(outcome: .pass)))
    async let summary = batch.run(lines: input) { results.yield($0) }
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
    let batch = Self.batch(sandbox: Fixed(verdict: Verdict(outcome: .pass)))
    let line = Array(#"{"task_id":"p","solution":""#.utf8) + [0xFF] + Array("\"}".utf8)
    let input = AsyncStream { continuation in
      continuation.yield(line)
      continuation.finish()
    }
    let output = Mutex("")
    let summary = try await batch.run(lines: input) { line in output.withLock { $0 = line } }
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
