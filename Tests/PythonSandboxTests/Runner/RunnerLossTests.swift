import Experiments
import Judging
import Glibc
import PythonSandbox
import TestKit
import Testing

/// Judges and zygotes that someone else ends.
@Suite("Lost processes", .paced, .timeLimit(.minutes(2)))
struct RunnerLossTests {
  enum Victim: CaseIterable {
    case judge, zygote

    /// Kills it in every session of a bench.
    ///
    /// The judge leads its session; the zygote's keeper is its one child.
    func kill(in sessions: [String: [String]]) {
      for (judge, members) in sessions {
        let victim = self == .judge ? judge : members.first { RunnerBench.parent(of: $0) == judge }
        if let number = victim.flatMap(Int32.init) { Glibc.kill(number, SIGKILL) }
      }
    }
  }

  private static let slowAndRight =
    "import time\ndef total(xs):\n  time.sleep(0.2)\n  return sum(xs)"
  private static let sleeper = "import time\ndef total(xs):\n  time.sleep(1000)"
  private let limits = RunLimits(cpuSeconds: 5, wallSeconds: 300)

  @Test(arguments: Victim.allCases)
  func `One killed between runs is replaced`(_ victim: Victim) async throws {
    let bench = try RunnerBench()
    #expect(try await bench.passesRightAnswer())
    victim.kill(in: bench.sessionsOfJudges)
    #expect(try await bench.passesRightAnswer())
    try await bench.eventually("a process is left") { bench.sessionsOfJudges.count == 1 }
  }

  @Test(arguments: Victim.allCases)
  func `One killed in the middle of a run costs the run nothing`(_ victim: Victim) async throws {
    let bench = try RunnerBench()
    #expect(try await bench.passesRightAnswer())
    let before = Set(bench.processes)
    let run = Task {
      try await bench.run(TestRun(.sum, .source(Self.slowAndRight), limits: limits))
    }
    try await bench.eventually("the run did not start") { bench.strangers > 0 }
    victim.kill(in: bench.sessionsOfJudges)
    #expect(try await run.value.outcome == .pass)
    #expect(try await bench.passesRightAnswer())
    try await bench.eventually("a process is left") { before.isDisjoint(with: bench.processes) }
  }

  /// The canonical solution is judged, so that it is not the sandbox that is at fault.
  @Test func `A candidate over which two judges are lost has tampered`() async throws {
    let bench = try RunnerBench()
    #expect(try await bench.passesRightAnswer())
    let verdict = try await loseTwoJudges(over: .sum, in: bench)
    #expect(verdict.outcome == .tampered)
    #expect(verdict.message.contains("two judges were lost"))
    #expect(verdict.passed == 0 && verdict.total == 7)
    #expect(verdict.results == "nnnnnnn")
    #expect(try await bench.passesRightAnswer())
  }

  @Test func `Where the canonical solution does not pass either, the loss is ours`() async throws {
    let bench = try RunnerBench()
    var problem = BenchmarkProblem.sum
    problem.gold.canonicalSolution = "    return 1\n"
    let verdict = try await loseTwoJudges(over: problem, in: bench)
    #expect(verdict.outcome == .infra)
    #expect(verdict.message.contains("the judge's process was lost"))
    #expect(try await bench.passesRightAnswer())
  }

  private func loseTwoJudges(over problem: BenchmarkProblem, in bench: RunnerBench) async throws
    -> Verdict
  {
    let run = Task {
      try await bench.run(TestRun(problem, .source(Self.sleeper), limits: limits))
    }
    var known: Set<String> = []
    for _ in 1...2 {
      try await bench.eventually("the run did not start") {
        // Seen at work twice, so that it is not the canonical solution's short run.
        func atWork() -> [String: [String]] {
          bench.sessionsOfJudges.filter { $0.value.count > 3 && !known.contains($0.key) }
        }
        let first = atWork()
        guard let (judge, members) = first.first else { return false }
        usleep(100_000)
        guard atWork()[judge].map(Set.init) == Set(members) else { return false }
        known.insert(judge)
        Victim.judge.kill(in: [judge: members])
        return true
      }
    }
    return try await run.value
  }
}
