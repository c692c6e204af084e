import Experiments
import Judging
import PythonSandbox
import TestKit
import Testing

/// What every judge promises, tried on each of them by its own example.
@Suite(.paced) struct `Every judge` {
  private static let names = PythonJudges.all.map { $0.name }
  private static let shared = Result { try RunnerBench() }

  private static func judge(_ name: JudgeName) throws -> any PythonJudge.Type {
    try #require(PythonJudges.all.first { $0.name == name })
  }

  /// The verdict on a body of the example's function.
  private static func verdict(
    _ name: JudgeName, _ body: String, limits: RunLimits? = nil
  ) async throws -> Verdict {
    let example = try judge(name).example
    let run = TestRun(example, .source(example.problem.prompt + body), limits: limits)
    return try await shared.get().run(run)
  }

  @Test func `has a name of its own, a unit and an example of its own`() {
    #expect(Set(Self.names).count == Self.names.count)
    for judge in PythonJudges.all {
      #expect(judge.example.problem.judge == judge.name)
      #expect(judge.example.problem.entryPoint == "double")
      #expect(!judge.unit.isEmpty)
      #expect(judge.count(in: judge.example.gold.tests) == 2)
    }
  }

  @Test(arguments: names)
  func `passes the canonical solution`(_ name: JudgeName) async throws {
    let example = try Self.judge(name).example
    let verdict = try await Self.shared.get().run(TestRun(example, example.canonicalSubmission))
    #expect(verdict.outcome == .pass, "\(verdict.message)")
    #expect(verdict.passed == 2 && verdict.total == 2)
    #expect(verdict.results == "pp")
  }

  @Test(arguments: names)
  func `fails an empty body`(_ name: JudgeName) async throws {
    let verdict = try await Self.verdict(name, "    pass\n")
    #expect(verdict.outcome == .wrong)
    #expect(verdict.results == "ff")
  }

  @Test(arguments: names)
  func `shows a wrong answer with its expression and its values`(_ name: JudgeName) async throws {
    let verdict = try await Self.verdict(name, "    return 3 * x\n")
    #expect(verdict.outcome == .wrong)
    #expect(verdict.passed == 1 && verdict.total == 2)
    let failure = try #require(verdict.failures.first)
    #expect(failure.expression.contains("(4)"))
    #expect(failure.expected == "8")
    #expect(failure.got == "12")
    #expect(failure.line != nil)
  }

  @Test(arguments: names)
  func `says which exception was raised, and where`(_ name: JudgeName) async throws {
    let verdict = try await Self.verdict(name, "    return x / 0\n")
    #expect(verdict.outcome == .exception)
    #expect(verdict.exception?.type == "ZeroDivisionError")
    #expect(verdict.exception?.frames.last?.line == 3)
  }

  @Test(arguments: names)
  func `stops what does not end`(_ name: JudgeName) async throws {
    let verdict = try await Self.verdict(
      name, "    while True: pass\n", limits: RunLimits(cpuSeconds: 0.3, wallSeconds: 60))
    #expect(verdict.outcome == .timeout)
    #expect(verdict.message.contains("CPU limit of 0.3 s"))
  }

  @Test(arguments: names)
  func `misses the entry point`(_ name: JudgeName) async throws {
    let run = TestRun(try Self.judge(name).example, .source("def twice(x): return 2 * x\n"))
    let verdict = try await Self.shared.get().run(run)
    #expect(verdict.outcome == .noEntry)
    #expect(
      verdict.message.contains("double") || verdict.exception?.message.contains("double") == true)
  }

  @Test(arguments: names)
  func `refuses by name what it does not take`(_ name: JudgeName) async throws {
    let judge = try Self.judge(name)
    let submissions: [Submission] = [.source(""), .patch("--- a\n+++ b\n"), .files(["a.py": ""])]
    for submission in submissions where !judge.forms.contains(submission.form) {
      let verdict = try await Self.shared.get().run(TestRun(judge.example, submission))
      #expect(verdict.outcome == .infra)
      #expect(
        verdict.message.hasPrefix(
          "the judge \(name) does not take the form \(submission.form.rawValue)"))
    }
  }

  @Test func `that is not there is an error with its name, and stops nothing`() async throws {
    var example = CheckJudge.example
    example.problem.judge = JudgeName(rawValue: "of a newer koderz")
    let bench = try Self.shared.get()
    let verdict = try await bench.run(TestRun(example, example.canonicalSubmission))
    #expect(verdict.outcome == .infra)
    #expect(verdict.message.contains("“of a newer koderz”, which this koderz does not have"))
    #expect(verdict.message.hasSuffix(Self.names.map(\.rawValue).joined(separator: ", ")))
    #expect(try await bench.passesRightAnswer())
  }
}
