import Experiments
import Judging
import PythonSandbox
import TestKit
import Testing

@Suite(.paced) struct `Test list` {
  private func verdict(
    entryPoint: String = "f", _ tests: String, setup: String = "", code: String
  ) async throws -> Verdict {
    let problem = BenchmarkProblem(
      Problem(
        taskID: "L/1", prompt: "def \(entryPoint)(x):\n", entryPoint: entryPoint, judge: .testList),
      gold: Gold(
        tests: tests, canonicalSolution: "    return x\n",
        materials: setup.isEmpty ? [:] : ["setup": setup]))
    return try await RunnerBench().run(TestRun(problem, .source(code)))
  }

  @Test func `A failure has the list's own text and line, whatever runs before`() async throws {
    let verdict = try await verdict(
      "assert f(1) == ONE\nassert f(2) == (\n  2)\nassert f(4) == 4\n", setup: "ONE = 1\n\n",
      code: "def f(x): return x if x < 4 else 5")
    #expect(verdict.results == "ppf")
    #expect(verdict.failures.map(\.expression) == ["f(4) == 4"])
    #expect(verdict.failures.map(\.line) == [4])
  }

  @Test func `A helper of the setup that asserts is shown with its own text`() async throws {
    let verdict = try await verdict(
      "same(f(1), 1)\nassert f(2) == 2", setup: "def same(a, b):\n  assert a == b\n",
      code: "def f(x): return 2")
    #expect(verdict.results == "fp")
    #expect(verdict.failures.map(\.expression) == ["a == b"])
  }

  @Test func `Names that one test binds are there for the next`() async throws {
    let verdict = try await verdict(
      "y = f(3)\nassert y == 3\nassert y + 1 == f(4)\n", code: "def f(x): return x")
    #expect(verdict.outcome == .pass)
    #expect(verdict.total == 2)
  }

  @Test func `An entry point named check is the candidate`() async throws {
    let verdict = try await verdict(
      entryPoint: "check", "assert check(1) == 1\n", code: "def check(x): return 1 - x")
    #expect(verdict.outcome == .wrong)
    #expect(verdict.failures.map(\.got) == ["0"])
  }

  @Test(arguments: ["assert f(1", "assert f(1)\n  assert f(2)"])
  func `Tests that are no Python are the problem's fault`(_ tests: String) async throws {
    let verdict = try await verdict(tests, code: "def f(x): return x")
    #expect(verdict.outcome == .infra)
    #expect(verdict.message.hasPrefix("the problem's tests are not Python"))
  }
}
