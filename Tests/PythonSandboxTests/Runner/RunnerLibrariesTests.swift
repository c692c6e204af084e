import Experiments
import Judging
import FoundationEssentials
import Problems
import PythonSandbox
import Testing

/// Every canonical solution of BigCodeBench, against what the documents say of it.
///
/// Takes minutes, so that it is asked for: `KODERZ_LIBRARIES_PYTHON` names an interpreter with the
/// libraries.
@Suite(
  "BigCodeBench",
  .enabled(
    if: ProcessInfo.processInfo.environment["KODERZ_LIBRARIES_PYTHON"] != nil
      && TestData.path("bigcodebench-hard.jsonl.gz") != nil, "no libraries or no data to test with")
)
struct RunnerLibrariesTests {
  @Test func `Canonical solutions pass, but for those that the list names`() async throws {
    let python = ProcessInfo.processInfo.environment["KODERZ_LIBRARIES_PYTHON"]
    let bench = try RunnerBench()
    let path = try #require(TestData.path("bigcodebench-hard.jsonl.gz"))
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let problems = try ProblemFile.load(bytes, name: path).problems
    #expect(problems.count == 148)
    var failed: Set<String> = []
    for problem in problems {
      let run = TestRun(
        problem, .source(problem.prompt + problem.gold.canonicalSolution), python: python)
      if try await bench.run(run).outcome != .pass { failed.insert(problem.taskID) }
    }
    #expect(failed.subtracting(try Self.exceptions()).sorted() == [])
    #expect(bench.leftovers.isEmpty)
  }

  /// The tasks in the first column of the table.
  private static func exceptions() throws -> Set<String> {
    let document = "\(#filePath)".replacing(
      #/Tests\/PythonSandboxTests.*/#, with: "docs/bigcodebench.md")
    let text = String(
      decoding: try Data(contentsOf: URL(filePath: document)), as: UTF8.self)
    return Set(text.matches(of: #/\| (BigCodeBench\/\d+) \|/#).map { String($0.1) })
  }
}
