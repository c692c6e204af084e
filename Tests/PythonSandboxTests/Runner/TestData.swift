import CanonicalJSON
import Experiments
import Judging
import FoundationEssentials
import Problems
import Subprocess
import Testing

/// Data sets that are not part of the project.
enum TestData {
  /// `KODERZ_TEST_DATA`, else `shared/data` beside the package.
  static let directory =
    ProcessInfo.processInfo.environment["KODERZ_TEST_DATA"]
    ?? PythonScript.package + "/../shared/data"

  /// Whether `KODERZ_FULL=1` asks for all that can be tested, which takes minutes.
  static let isFull = ProcessInfo.processInfo.environment["KODERZ_FULL"] == "1"

  static func path(_ name: String) -> String? {
    let path = "\(directory)/\(name)"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  static func humanEval() async throws -> [BenchmarkProblem] {
    let path = try #require(Self.path("HumanEval.jsonl.gz"))
    let text = try await Subprocess.run(
      .name("gzip"), arguments: ["-dc", path], output: .string(limit: 16 << 20)
    ).standardOutput
    return try text.split(separator: "\n").map { line in
      let item = try JSONValue(parsing: line)
      func member(_ name: String) throws -> String { try #require(item[name]?.stringValue) }
      return BenchmarkProblem(
        taskID: try member("task_id"), prompt: try member("prompt"),
        entryPoint: try member("entry_point"), tests: try member("test"),
        canonicalSolution: try member("canonical_solution"))
    }
  }

  static func mbpp() throws -> [BenchmarkProblem] {
    let path = try #require(Self.path("mbpp-sanitized-427.jsonl"))
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    return try ProblemFile.load(bytes, name: path).problems
  }
}

extension RunnerBench {
  /// What is wrong with the verdicts on the canonical solution, which passes and is split exactly,
  /// and on an empty body, which does not pass.
  func faults(of problems: [BenchmarkProblem]) async throws -> [String] {
    try await twoAtATime(problems) { try await self.faults(of: $0) }.flatMap { $0 }
  }

  private func faults(of problem: BenchmarkProblem) async throws -> [String] {
    let canonical = try await run(
      TestRun(problem, problem.canonicalSubmission))
    let empty = try await run(TestRun(problem, .source(problem.prompt + "\n    pass\n")))
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
