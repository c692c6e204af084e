import CanonicalJSON
import Experiments
import TerminalTesting
import TestKit
import Testing

/// `koderz judge`: verdicts for a file of samples.
@Suite(.paced)
struct JudgeTests {
  let lab = Lab()

  @Test func `canonical solutions pass and empty bodies fail, in input order`() async throws {
    let problems = try await Self.problems(Lab.packageRoot + "/data/starter.jsonl")
    #expect(problems.count == 28)
    let run = try await judgeSolvedAndEmpty(problems, path: "data/starter.jsonl")
    #expect(run.error.contains("56 judged, 28 passed, 28 problems"))
  }

  @Test(
    .enabled(
      if: TestData.humanEval != nil,
      "HumanEval is not part of the project: KODERZ_TEST_DATA names the folder that holds it"))
  func `all of HumanEval's canonical solutions pass and all its empty bodies fail`() async throws {
    let path = try #require(TestData.humanEval)
    let text = try await TestData.unpacked(path)
    let problems = try jsonLines(text)
    #expect(problems.count == 164)
    let run = try await judgeSolvedAndEmpty(problems, path: path)
    #expect(run.error.contains("328 judged, 164 passed, 164 problems"))
  }

  /// Judges each problem's canonical solution and an empty body, problem by problem.
  private func judgeSolvedAndEmpty(
    _ problems: [JSONValue], path: String
  ) async throws -> PipedProgram {
    let samples = lab.file(
      "samples.jsonl",
      try problems.flatMap { problem in
        let id = try #require(problem["task_id"])
        let solution = try #require(problem["canonical_solution"])
        return [
          JSONValue.object(["task_id": id, "completion": solution]).canonical,
          JSONValue.object(["task_id": id, "completion": "    pass\n"]).canonical,
        ]
      })
    let run = try await lab.runOnce(["judge", samples, "--problems", path, "--workers", "2"])
    #expect(run.status == 0)
    let verdicts = try run.records()
    #expect(verdicts.count == problems.count * 2)
    for (number, verdict) in verdicts.enumerated() {
      #expect(verdict["task_id"] == problems[number / 2]["task_id"])
      #expect(verdict["index"] == .integer(number % 2))
      #expect((verdict["outcome"] == "pass") == (number % 2 == 0), "\(verdict.canonical)")
    }
    return run
  }

  @Test func `a verdict has the members that are promised`() async throws {
    let samples = lab.file(
      "samples.jsonl",
      [
        #"{"task_id": "Starter/1", "completion": "    return 3\n"}"#,
        #"{"task_id": "Starter/1", "solution": "def trim_readings(a, b, c):\n    return 1 / 0\n"}"#,
      ])
    let run = try await lab.runOnce(["judge", samples, "--problems", "data/starter.jsonl"])
    let verdicts = try run.records()
    let wrong = try #require(verdicts.first)
    #expect(
      words(wrong, "task_id", "index", "outcome", "passed", "total") == "Starter/1 0 wrong 0 9")
    let failure = try #require(wrong["failure"])
    #expect(
      words(failure, "expression", "call", "expected", "got", "line", "message")
        == "candidate([3, 9, 9, 8, 2], 1, 1) == [9, 9, 8] "
        + "trim_readings([3, 9, 9, 8, 2], 1, 1) [9, 9, 8] 3 2 ")
    #expect(wrong["split"] == "exact")
    #expect(try #require(wrong["layers"]?.arrayValue).contains("limits"))
    #expect(try #require(wrong["peakMemoryBytes"]?.integerValue) > 1_000_000)
    for name in ["wallMs", "cpuMs"] {
      guard case .number(let time)? = wrong[name] else {
        Issue.record("\(name) is \(wrong[name]?.canonical ?? "missing")")
        continue
      }
      #expect(time > 0)
    }
    #expect(words(verdicts[1], "task_id", "index", "outcome") == "Starter/1 1 exception")
  }

  @Test func `lines that cannot be judged say why in their place, and the others are judged`()
    async throws
  {
    let samples = lab.file(
      "samples.jsonl",
      [
        #"{"task_id": "Starter/1""#,
        #"{"task_id": "Nope/1", "completion": "    pass\n"}"#,
        #"{"task_id": "Starter/3"}"#,
        #"{"task_id": "Starter/1", "completion": "    return []\n"}"#,
      ])
    let run = try await lab.runOnce(["judge", samples, "--problems", "data/starter.jsonl"])
    let lines = try run.records().map { words($0, "line", "task_id", "error", "outcome") }
    #expect(
      lines == [
        "1 – not JSON at byte 23: an object is not closed –",
        "2 Nope/1 no problem named Nope/1 –",
        "3 Starter/3 no completion or solution –",
        "– Starter/1 – wrong",
      ])
    #expect(run.error.contains("1 judged, 0 passed, 1 problem"))
    #expect(run.error.contains("3 lines could not be judged\n  line 1: not JSON"))
    #expect(run.error.contains("\n  line 2 (Nope/1): no problem named Nope/1\n"))
    #expect(run.error.contains("error: \(samples): 3 lines could not be judged\n  the lines above"))
    #expect(run.status == 1)
  }

  @Test func `samples may be packed or come by standard input, packed or not`() async throws {
    let line = #"{"task_id": "Starter/1", "completion": "    return []\n", "_identifier": "a"}"#
    let plain = lab.file("samples.jsonl", Array(repeating: line, count: 3))
    let make = "gzip -k \(plain) && gzip -c \(plain) >> \(plain).gz"
    #expect(
      try await PipedProgram.run("/bin/sh", arguments: ["-c", make], input: "").status == 0)
    let koderz = try Lab.commandLine(["--ephemeral", "judge"])
      .map { "'\($0.replacing("'", with: "'\\''"))'" }.joined(separator: " ")
    let options = "--problems data/starter.jsonl"
    for (command, count) in [
      ("\(koderz) \(plain) \(options)", 3), ("\(koderz) \(plain).gz \(options)", 6),
      ("cat \(plain) | /bin/sh \(koderz) - \(options)", 3),
      ("cat \(plain).gz | /bin/sh \(koderz) - \(options)", 6),
    ] {
      let shell = command.hasPrefix("cat") ? command : "/bin/sh \(command)"
      let run = try await PipedProgram.run(
        "/bin/sh", arguments: ["-c", shell], input: "", environment: lab.environment)
      #expect(run.status == 0)
      #expect(try run.records().count == count)
      #expect(try run.records().allSatisfy { $0["_identifier"] == "a" })
      #expect(run.error.contains("\(count) judged, 0 passed, 1 problem"))
      #expect(!run.error.contains("\r"))
    }
  }

  @Test func `packed samples that are damaged are named`() async throws {
    let path = lab.file("samples.jsonl.gz", ["\u{1F}"])
    let damage = "printf '\\037\\213\\010' > \(path)"
    _ = try await PipedProgram.run("/bin/sh", arguments: ["-c", damage], input: "")
    let run = try await lab.runOnce(["judge", path, "--problems", "data/starter.jsonl"])
    #expect(run.status == 3)
    #expect(run.error.contains("samples.jsonl.gz: the gzip data ends too early"))
  }

  @Test func `several samples of a problem have an interval by bootstrap`() async throws {
    let passing =
      #"{"task_id": "Starter/1", "solution": "def trim_readings(r, a, b):\n    return r[a:max(len(r) - b, 0)]\n"}"#
    let failing = #"{"task_id": "Starter/1", "completion": "    return 3\n"}"#
    let samples = lab.file("samples.jsonl", [passing, failing, failing, failing, failing])
    let run = try await lab.runOnce(["judge", samples, "--problems", "data/starter.jsonl"])
    #expect(run.status == 0)
    #expect(run.error.contains("pass@1 20.0 % (95 %, by problem: "))
    #expect(run.error.contains("pass@5 100.0 % (95 %, by problem: 100.0–100.0 % by bootstrap)"))
    #expect(run.error.contains("27 of 28 problems without samples"))
  }

  @Test func `a terminal on standard error shows how far it is, and the summary in the end`()
    async throws
  {
    // The second run is long enough for the line to be drawn.
    let samples = lab.file(
      "samples.jsonl",
      [
        #"{"task_id": "Starter/1", "completion": "    return []\n"}"#,
        #"{"task_id": "Starter/1", "completion": "    __import__('time').sleep(1)\n"}"#,
      ])
    let output = lab.files.path(of: "verdicts.jsonl")
    let words = try Lab.commandLine(
      ["--ephemeral", "judge", samples, "--problems", "data/starter.jsonl"])
    let terminal = try Terminal(
      "/bin/sh", arguments: ["-c", "exec /bin/sh \"$@\" > \(output)", "sh"] + words,
      environment: lab.environment, width: 100, height: 20)
    try await terminal.see("2 judged, 0 passed, 1 problem")
    try await terminal.wait(for: "the progress to be gone") { !$0.text.contains("1/2 judged") }
    #expect(terminal.written.contains("1/2 judged  0 passed"))
  }

  @Test func `with --raw the code is taken from a response`() async throws {
    let samples = lab.file(
      "samples.jsonl",
      [
        """
        {"task_id": "Starter/1", "response": "Sure:\\n```python\\ndef trim_readings(r, a, b):\\n    \
        return r[a:max(len(r) - b, 0)]\\n```\\nDone."}
        """,
        #"{"task_id": "Starter/1", "response": "I would rather not."}"#,
      ])
    let run = try await lab.runOnce(["judge", samples, "--problems", "data/starter.jsonl", "--raw"])
    #expect(
      try run.records().map { words($0, "outcome", "candidate") }.first == "pass block 1 of 1")
    #expect(try run.records().last?["outcome"] == "no-code")
  }

  private static func problems(_ path: String) async throws -> [JSONValue] {
    try jsonLines(try await PipedProgram.run("/bin/cat", arguments: [path], input: "").output)
  }
}
