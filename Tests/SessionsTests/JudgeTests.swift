import Experiments
import TerminalTesting
import Testing

/// `koderz judge`: verdicts for a file of samples.
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
    #expect(run.error.contains("3 lines could not be judged"))
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
