import Experiments
import FoundationEssentials
import PythonSandbox
import Subprocess
import Testing

/// Data sets that are not part of the project.
enum TestData {
  /// `KODERZ_TEST_DATA`, else `shared/data` beside the package.
  static let directory =
    ProcessInfo.processInfo.environment["KODERZ_TEST_DATA"]
    ?? #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" } + "/../shared/data"

  static func path(_ name: String) -> String? {
    let path = "\(directory)/\(name)"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  static func humanEval() async throws -> [Problem] {
    let path = try #require(Self.path("HumanEval.jsonl.gz"))
    let text = try await Subprocess.run(
      .name("gzip"), arguments: ["-dc", path], output: .string(limit: 16 << 20)
    ).standardOutput
    return try text.split(separator: "\n").map { line in
      let item = try JSONValue(parsing: line)
      func member(_ name: String) throws -> String { try #require(item[name]?.stringValue) }
      return Problem(
        taskID: try member("task_id"), prompt: try member("prompt"),
        entryPoint: try member("entry_point"), tests: try member("test"),
        canonicalSolution: try member("canonical_solution"))
    }
  }
}

@Suite(
  "HumanEval", .enabled(if: TestData.path("HumanEval.jsonl.gz") != nil, "no data to test with"))
struct RunnerHumanEvalTests {
  @Test func `Every canonical solution passes, exactly split, and every empty body fails`()
    async throws
  {
    let bench = try RunnerBench()
    let problems = try await TestData.humanEval()
    #expect(problems.count == 164)
    let wrong = try await withThrowingTaskGroup(of: [String].self) { group in
      var found: [String] = []
      for (index, problem) in problems.enumerated() {
        if index >= 2 { found += try await group.next() ?? [] }
        group.addTask { try await Self.faults(of: problem, in: bench) }
      }
      for try await faults in group { found += faults }
      return found
    }
    #expect(wrong.isEmpty)
    #expect(bench.leftovers.isEmpty)
  }

  private static func faults(of problem: Problem, in bench: RunnerBench) async throws -> [String] {
    let canonical = try await bench.run(
      TestRun(problem: problem, code: problem.prompt + problem.canonicalSolution))
    let empty = try await bench.run(
      TestRun(problem: problem, code: problem.prompt + "\n    pass\n"))
    var faults: [String] = []
    if canonical.outcome != .pass || canonical.split != "exact" {
      faults.append("\(problem.taskID): canonical \(canonical.outcome) \(canonical.message)")
    }
    if ![.wrong, .exception].contains(empty.outcome) || empty.total != canonical.total {
      faults.append("\(problem.taskID): empty \(empty.outcome) \(empty.message)")
    }
    return faults
  }
}
