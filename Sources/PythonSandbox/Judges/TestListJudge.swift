package import Experiments
package import Judging

/// Assertions one below the other, as MBPP lists them; the material `setup` is run before them.
///
/// A failure shows the assertion as the data set writes it, and its line among the assertions.
package enum TestListJudge: PythonJudge {
  package static let name = JudgeName.testList
  package static let unit = "assertion"
  package static let harness = HarnessProfile.plain

  package static func count(in tests: String) -> Int { lines(of: tests, beginning: "assert") }

  package static func tests(in gold: Gold, of problem: Problem) -> HarnessTests {
    HarnessTests(.assertions, gold.tests, setup: gold.materials["setup"] ?? "")
  }

  package static let example = BenchmarkProblem(
    Problem(
      taskID: "Example/test_list", prompt: "def double(x):\n    \"\"\"Twice x.\"\"\"\n",
      entryPoint: "double", judge: name),
    gold: Gold(
      tests: "assert double(0) == 0\nassert double(4) == EIGHT\n",
      canonicalSolution: "    return 2 * x\n", materials: ["setup": "EIGHT = 8\n"]))
}
