import CanonicalJSON
import Experiments
import Judging
import PythonSandbox
import TestKit
import Testing

/// Canonical solutions with a small change each: the verdict is that of the untouched check.
@Suite("Mutants", .paced, .serialized)
struct RunnerMutantTests {
  private struct Mutant: Sendable {
    var problem: BenchmarkProblem
    var code: String
    /// What the check itself says of it, in a plain process.
    var passes: Bool
  }

  /// Ten of every problem under `KODERZ_FULL=1`, else one of every fourth.
  @Test(.enabled(if: TestData.path("HumanEval.jsonl.gz") != nil, "no data to test with"))
  func `Mutants of HumanEval are judged as by the untouched check`() async throws {
    let problems = try await TestData.humanEval()
    let chosen = TestData.isFull ? problems : stride(from: 0, to: 164, by: 4).map { problems[$0] }
    let count = TestData.isFull ? 10 : 1
    let mutants = try await Self.mutants(of: chosen, count: count)
    #expect(mutants.count == chosen.count * count)
    try await expectSameVerdicts(mutants)
  }

  @Test(
    .enabled(if: TestData.path("mbpp-sanitized-427.jsonl") != nil, "no data to test with"),
    .enabled(if: TestData.isFull, "set KODERZ_FULL=1 to run it"))
  func `Mutants of MBPP are judged as by the untouched check`() async throws {
    let mutants = try await Self.mutants(of: TestData.mbpp(), count: 10)
    #expect(mutants.count == 4270)
    try await expectSameVerdicts(mutants)
  }

  private func expectSameVerdicts(_ mutants: [Mutant]) async throws {
    let bench = try RunnerBench()
    let limits = RunLimits(cpuSeconds: 2, wallSeconds: 60, memoryBytes: 1 << 30)
    let disagreements = try await twoAtATime(mutants) { mutant -> String? in
      let verdict = try await bench.run(
        TestRun(mutant.problem, .source(mutant.code), limits: limits))
      if verdict.outcome != .infra, (verdict.outcome == .pass) == mutant.passes { return nil }
      return """
        \(mutant.problem.taskID): \(verdict.outcome.rawValue) (\(verdict.message)) where the check \
        \(mutant.passes ? "passes" : "fails"):
        \(mutant.code)
        """
    }
    let passing = mutants.count { $0.passes }
    #expect(passing > 0 && passing < mutants.count)
    #expect(disagreements.compactMap { $0 } == [], "\(mutants.count) mutants, \(passing) pass")
    #expect(bench.leftovers.isEmpty)
  }

  private static func mutants(of problems: [BenchmarkProblem], count: Int) async throws -> [Mutant]
  {
    let request: JSONValue = [
      "count": .integer(count),
      "problems": .array(
        problems.map {
          [
            "taskID": .string($0.taskID), "prompt": .string($0.prompt),
            "canonical": .string($0.gold.canonicalSolution), "tests": .string($0.gold.tests),
            "entryPoint": .string($0.entryPoint),
          ]
        }),
    ]
    let known = Dictionary(uniqueKeysWithValues: problems.map { ($0.taskID, $0) })
    guard case .array(let made) = try await PythonScript.run("mutants.py", input: request) else {
      return []
    }
    return try made.map { item in
      let taskID = try #require(item["taskID"]?.stringValue)
      return Mutant(
        problem: try #require(known[taskID]),
        code: try #require(item["code"]?.stringValue), passes: item["passes"] == .bool(true))
    }
  }
}
