package import Experiments
package import Judging

/// Classes of `unittest.TestCase`, as BigCodeBench has them; they run in the candidate's process.
package enum UnittestJudge: PythonJudge {
  package static let name = JudgeName.unittest
  package static let unit = "test"
  package static let harness = HarnessProfile.libraries

  package static func count(in tests: String) -> Int { lines(of: tests, beginning: "def test") }

  package static func tests(in gold: Gold, of problem: Problem) -> HarnessTests {
    HarnessTests(.cases, gold.tests)
  }

  package static let example = BenchmarkProblem(
    Problem(
      taskID: "Example/unittest", prompt: "def double(x):\n    \"\"\"Twice x.\"\"\"\n",
      entryPoint: "double", judge: name),
    gold: Gold(
      tests: """
        import unittest

        class TestDouble(unittest.TestCase):
            def test_four(self):
                self.assertEqual(double(4), 8)
            def test_zero(self):
                self.assertEqual(double(0), 0)

        """,
      canonicalSolution: "    return 2 * x\n"))
}
