import Experiments
import FoundationEssentials
import Problems
import PythonSandbox
import Testing

@Suite(
  "MBPP", .enabled(if: TestData.path("mbpp-sanitized-427.jsonl") != nil, "no data to test with"))
struct RunnerMBPPTests {
  @Test func `Every canonical solution passes, exactly split, and every empty body fails`()
    async throws
  {
    let bench = try RunnerBench()
    let path = try #require(TestData.path("mbpp-sanitized-427.jsonl"))
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let problems = try ProblemFile.load(bytes, name: path).problems
    #expect(problems.count == 427)
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
    let empty = try await bench.run(TestRun(problem: problem, code: problem.prompt + "    pass\n"))
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
