package import Experiments
package import Judging

/// Tests that define `check(candidate)`, as HumanEval has them.
package enum CheckJudge: PythonJudge {
  package static let name = JudgeName.check
  package static let unit = "assertion"
  package static let harness = HarnessProfile.plain

  package static func count(in tests: String) -> Int { lines(of: tests, beginning: "assert") }

  package static func tests(in gold: Gold, of problem: Problem) -> HarnessTests {
    HarnessTests(.check, gold.tests)
  }

  package static let example = BenchmarkProblem(
    Problem(
      taskID: "Example/check", prompt: "def double(x):\n    \"\"\"Twice x.\"\"\"\n",
      entryPoint: "double", judge: name),
    gold: Gold(
      tests: """
        def check(candidate):
            assert candidate(0) == 0
            assert candidate(4) == 8

        """,
      canonicalSolution: "    return 2 * x\n"))
}
