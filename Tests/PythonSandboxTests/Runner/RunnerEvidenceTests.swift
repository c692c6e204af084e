import Experiments
import Judging
import PythonSandbox
import TestKit
import Testing

@Suite("What a verdict shows", .paced)
struct RunnerEvidenceTests {
  private func verdict(_ tests: String, _ body: String) async throws -> Verdict {
    let bench = try RunnerBench()
    let code = BenchmarkProblem.sum.prompt + body
    return try await bench.run(
      TestRun(BenchmarkProblem.sum.tested(by: tests), .source(code)))
  }

  @Test func `Every assertion is judged on its own`() async throws {
    let bench = try RunnerBench()
    let code = "def total(xs):\n  if not xs: raise ValueError('empty')\n  return xs[0] * len(xs)"
    let verdict = try await bench.run(TestRun(.sum, .source(code)))
    #expect(verdict.outcome == .wrong)
    #expect(verdict.results == "fepppp" + "p")
    #expect((verdict.passed, verdict.total) == (5, 7))
    #expect(verdict.split == "exact")
    let failures = verdict.failures
    #expect(failures.map(\.index) == [0, 1])
    #expect(failures.first?.expression == "candidate([1, 2]) == 3")
    #expect(failures.first?.call == "total([1, 2])")
    #expect(failures.first?.expected == "3")
    #expect(failures.first?.got == "2")
    #expect(failures.first?.line == 4)
    #expect(failures.last?.message == "ValueError: empty")
    #expect(failures.last?.expected == "0")
  }

  struct Shape: Sendable, CustomStringConvertible {
    var assertion: String
    var body: String
    var expected: String?
    var got: String?
    var description: String { assertion }

    init(_ assertion: String, _ body: String, expected: String?, got: String?) {
      self.assertion = assertion
      self.body = body
      self.expected = expected
      self.got = got
    }
  }

  @Test(arguments: [
    Shape("assert candidate([1]) == 1", "return 5", expected: "1", got: "5"),
    Shape("assert 1 == candidate([1])", "return 5", expected: "1", got: "5"),
    Shape("assert candidate([1]) is True", "return 1", expected: "True", got: "1"),
    Shape("assert not candidate([1])", "return 5", expected: "False", got: "5"),
    Shape("assert candidate([1])", "return 0", expected: "True", got: "0"),
    Shape("assert candidate([1]) in (1, 2)", "return 5", expected: "in (1, 2)", got: "5"),
    Shape("assert 1 in candidate([1])", "return [5]", expected: "contains 1", got: "[5]"),
    Shape("assert candidate([1]) < 3", "return 5", expected: "< 3", got: "5"),
    Shape("assert 3 > candidate([1])", "return 5", expected: "< 3", got: "5"),
    Shape("assert candidate([1]) != 5", "return 5", expected: "!= 5", got: "5"),
    Shape("assert abs(candidate([1]) - 1.5) < 1e-6", "return 5", expected: "1.5 ± 1e-06", got: "5"),
    Shape(
      "import math\nassert math.isclose(candidate([1]), 1.5)", "return 5",
      expected: "about 1.5", got: "5"),
    Shape(
      "assert isinstance(candidate([1]), int) and candidate([2]) == 2", "return 5",
      expected: "2", got: "5"),
    Shape("assert 0 < candidate([1]) < 3", "return 5", expected: nil, got: "5"),
    Shape("assert tuple(candidate([1])) == (1,)", "return [5]", expected: "(1,)", got: "(5,)"),
    Shape("x = candidate([1])\nassert x == 1", "return 5", expected: "1", got: "5"),
    Shape("assert candidate([1]) == 1", "raise KeyError(3)", expected: "1", got: nil),
  ])
  func `A failure says what was wanted and what was given`(_ shape: Shape) async throws {
    let verdict = try await verdict(shape.assertion, "    " + shape.body + "\n")
    let failure = try #require(verdict.failures.first)
    #expect(failure.expected == shape.expected)
    #expect(failure.got == shape.got)
    #expect(failure.call?.hasPrefix("total([") == true)
  }

  @Test func `Big values are shown in part`() async throws {
    let verdict = try await verdict(
      "assert candidate(list(range(10**6))) == 0", "    return 'x' * 10**7\n")
    let failure = try #require(verdict.failures.first)
    #expect(failure.call?.hasPrefix("total([0, 1, 2, ") == true)
    #expect((200...210).contains(failure.got?.count ?? 0))
    #expect((failure.call?.count ?? 0) < 230)
  }

  @Test func `An exception is mapped to the candidate's lines`() async throws {
    let verdict = try await verdict(
      "assert candidate([1]) == 1", "    return helper(xs)\ndef helper(xs):\n    return xs[7]\n")
    #expect(verdict.outcome == .exception)
    #expect(verdict.phase == "test")
    let report = try #require(verdict.exception)
    #expect(report.type == "IndexError")
    #expect(report.frames.map(\.function) == ["total", "helper"])
    #expect(report.frames.last?.source == "return xs[7]")
  }

  @Test func `A syntax error has its line and column`() async throws {
    let bench = try RunnerBench()
    let verdict = try await bench.run(
      TestRun(.sum, .source("x = 1\ndef total(xs) return 1")))
    #expect(verdict.outcome == .syntax)
    #expect(verdict.exception?.frames.map(\.line) == [2])
    #expect(verdict.exception?.column == 15)
    #expect(verdict.exception?.frames.first?.source == "def total(xs) return 1")
  }

  @Test func `An exception at load says so`() async throws {
    let bench = try RunnerBench()
    let verdict = try await bench.run(TestRun(.sum, .source("x = 1\ny = x / 0")))
    #expect(verdict.outcome == .exception)
    #expect(verdict.phase == "load")
    #expect(verdict.exception?.frames.last?.line == 2)
    #expect(verdict.results == "nnnnnnn")
  }

  @Test func `Of the output the head and the tail are kept`() async throws {
    let bench = try RunnerBench()
    let code = "print('head' + 'x' * 10**6 + 'tail')\ndef total(xs): return sum(xs)"
    let verdict = try await bench.run(TestRun(.sum, .source(code)))
    #expect(verdict.outcome == .pass)
    #expect(verdict.output.hasPrefix("headx"))
    #expect(verdict.output.hasSuffix("xtail\n"))
    #expect(verdict.output.contains("bytes left out"))
    #expect(verdict.output.count <= 2000)
  }

  @Test(arguments: [
    ("for x in [1, 2, 3]:\n    y = candidate([x])\n    assert y == x", "eep"),
    ("def same(a, b):\n    assert a == b\nsame(candidate([1]), 1)\nsame(candidate([3]), 3)", "ep"),
    ("try:\n    assert candidate([1]) == 1\nexcept AssertionError:\n    raise", "e"),
    ("x = candidate([1])\nassert x == 1\nassert candidate([3]) == 3", "en"),
    ("i = 1\nwhile i < 4:\n    assert candidate([i]) == i\n    i += 1", "eep"),
  ])
  func `Loops and helpers go on after an exception`(tests: String, results: String) async throws {
    let verdict = try await verdict(
      tests, "    if sum(xs) < 3: raise ValueError\n    return sum(xs)\n")
    #expect(verdict.results == results)
  }

  @Test func `An assertion that the tests catch keeps its meaning, and the verdict says so`()
    async throws
  {
    let verdict = try await verdict(
      "try:\n    assert candidate([1]) == 1\nexcept AssertionError:\n    pass\nassert candidate([2]) == 2",
      "    return 2\n")
    #expect(verdict.outcome == .pass)
    #expect(verdict.split == "first-failure")
  }

  @Test func `Random numbers are the same in every run`() async throws {
    let tests = "import random\nassert candidate([random.random()]) == 0.8444218515250481"
    let verdict = try await verdict(tests, "    return xs[0]\n")
    #expect(verdict.outcome == .pass)
  }
}
