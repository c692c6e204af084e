import Experiments
import Judging
import PythonSandbox
import TestKit
import Testing

@Suite("How runs end", .paced)
struct RunnerOutcomeTests {
  /// One sandbox for all cases: what one leaves would be seen by the next.
  private static let shared = Result { try RunnerBench() }
  private let limits = RunLimits(cpuSeconds: 1, wallSeconds: 60, memoryBytes: 256 << 20)

  @Test(.serialized, arguments: OutcomeCase.honest + OutcomeCase.hostile)
  func `A candidate gets its outcome and leaves nothing behind`(_ given: OutcomeCase) async throws {
    let bench = try Self.shared.get()
    let verdict = try await bench.run(
      TestRun(.sum, .source(given.code), limits: limits))
    #expect(
      given.outcomes.contains(verdict.outcome),
      "\(verdict.outcome.rawValue): \(verdict.message) \(String(describing: verdict.exception))")
    #expect(verdict.outcome == .pass || verdict.passed < 7)
    #expect(verdict.total == 7)
    #expect(verdict.output.count <= 2000)
    #expect(bench.leftovers.isEmpty)
    try await bench.eventually("a process is left") { bench.strangers == 0 }
  }

  @Test func `A hostile run does not touch the next one`() async throws {
    let bench = try RunnerBench()
    for (code, outcome) in [
      ("import os; os._exit(0)", Outcome.tampered),
      ("import math, builtins\nmath.isclose = builtins.abs = None\ndef total(xs): pass", .wrong),
    ] {
      let bad = try await bench.run(TestRun(.sum, .source(code), limits: limits))
      #expect(bad.outcome == outcome)
      let good = try await bench.run(
        TestRun(.sum, .source("def total(xs): return sum(xs)"), limits: limits))
      #expect(good.outcome == .pass)
    }
  }

  @Test func `A sleeper is stopped by the wall limit, after one repetition, where it sleeps`()
    async throws
  {
    let bench = try RunnerBench()
    let code = "import time\ndef total(xs):\n  time.sleep(1000)"
    let start = ContinuousClock.now
    let verdict = try await bench.run(
      TestRun(.sum, .source(code), limits: RunLimits(cpuSeconds: 5, wallSeconds: 0.5)))
    #expect(verdict.outcome == .timeout)
    #expect(verdict.message.contains("wall limit of 0.5 s"))
    #expect(verdict.exception?.frames.last?.line == 3)
    #expect(ContinuousClock.now - start >= .seconds(1))
  }

  @Test func `A loop is stopped by the CPU limit, at its line`() async throws {
    let bench = try RunnerBench()
    let code = "def spin():\n  while True:\n    pass\ndef total(xs):\n  return spin()"
    let verdict = try await bench.run(
      TestRun(.sum, .source(code), limits: RunLimits(cpuSeconds: 0.2, wallSeconds: 60)))
    #expect(verdict.outcome == .timeout)
    #expect(verdict.message.contains("CPU limit of 0.2 s"))
    #expect(verdict.exception?.frames.map(\.function) == ["total", "spin"])
    #expect((200..<30_000).contains(verdict.cpuMs))
  }
}
