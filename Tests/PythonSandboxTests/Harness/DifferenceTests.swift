import CanonicalJSON
import Experiments
import Judging
import TestKit
import Testing

@Suite("How two values differ", .paced)
struct DifferenceTests {
  @Test func `Random, huge, cyclic and hostile pairs get a short text in bounded time`()
    async throws
  {
    let found = try await PythonScript.run("differences.py", [PythonScript.harness])
    #expect(found["pairs"] == 4000)
  }

  @Test(
    arguments: [
      ("candidate([1]) == [1, 2, 3]", "[1, 2, 7]", "[2]: 7 instead of 3"),
      ("[1, 2] == candidate([1])", "[1, 9]", "[1]: 9 instead of 2"),
      (
        "candidate([1]) == list(range(100000))", "list(range(99999)) + [0]",
        "[99999]: 0 instead of 99999"
      ),
      ("candidate([1]) is True", "1", "1 (int) instead of True (bool)"),
      ("abs(candidate([1]) - 2.5) < 1e-6", "2.0", "off by 0.5, relative 0.2"),
      (
        "candidate([1]) == 3", "None",
        "None, what a function without return gives, instead of an int"
      ),
      ("candidate([1]) == [1, 2]", "(x for x in [1])", "a generator instead of a list"),
      ("candidate([1]) == [1, 2]", "[1, Odd()]", "[1]: <Odd object> instead of 2"),
      ("candidate([1]) == 'abc'", "'abd'", nil),
      ("candidate([1]) != 3", "3", nil),
      ("candidate([1])", "[]", nil),
    ] as [(String, String, String?)])
  func `A failure says how the whole values differ`(
    assertion: String, result: String, text: String?
  ) async throws {
    let bench = try RunnerBench()
    let code = BenchmarkProblem.sum.prompt + "    return \(result)\nclass Odd: pass\n"
    let verdict = try await bench.run(
      TestRun(BenchmarkProblem.sum.tested(by: "assert \(assertion)"), .source(code)))
    #expect(verdict.outcome == .wrong)
    let failure = try #require(verdict.failures.first)
    #expect(failure.difference == text)
  }
}
