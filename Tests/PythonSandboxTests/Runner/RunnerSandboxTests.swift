import Experiments
import Judging
import Glibc
import PythonSandbox
import Subprocess
import Synchronization
import TestKit
import Testing

@Suite("The sandbox around runs", .paced)
struct RunnerSandboxTests {
  @Test(.timeLimit(.minutes(2))) func `Cancelling a run ends it at once and leaves nothing behind`()
    async throws
  {
    let bench = try RunnerBench()
    let code = "while True: pass"
    let run = Task {
      try await bench.run(
        TestRun(.sum, .source(code), limits: RunLimits(cpuSeconds: 600, wallSeconds: 600)))
    }
    try await bench.eventually("the run did not start") { bench.strangers > 0 }
    run.cancel()
    await #expect(throws: CancellationError.self) { try await run.value }
    #expect(bench.leftovers.isEmpty)
    try await bench.eventually("a process is left") { bench.processes.isEmpty }
  }

  /// What is done between clone and exec must not wait for a lock of the C library.
  @Test(
    .timeLimit(.minutes(2)), .enabled(if: geteuid() == 0, "only root changes to another user"))
  func `Another user's judge starts while threads come and go`() async throws {
    var others = [pthread_t](repeating: 0, count: 6)
    for index in others.indices {
      try #require(pthread_create(&others[index], nil, { _ in Self.startThreads() }, nil) == 0)
    }
    defer {
      Self.isOver.store(true, ordering: .relaxed)
      for other in others { pthread_join(other, nil) }
    }
    for _ in 1...12 {
      let options = SandboxOptions(user: 65534)
      let bench = try RunnerBench(python: "/usr/bin/python3", options: options)
      #expect(await bench.status().problem == "")
    }
  }

  private static let isOver = Atomic(false)

  private static func startThreads() -> UnsafeMutableRawPointer? {
    while !isOver.load(ordering: .relaxed) {
      var thread = pthread_t()
      if pthread_create(&thread, nil, { _ in nil }, nil) == 0 { pthread_join(thread, nil) }
    }
    return nil
  }

  @Test(arguments: [
    ("/nowhere/python3", "cannot be started"), ("/bin/true", "does not answer like Python"),
    ("/bin/false", "ended with"),
  ])
  func `Without a usable Python the outcome is infra and says why`(path: String, why: String)
    async throws
  {
    let runner = PythonRunner(python: path, environment: [:])
    let verdict = try await runner.run(TestRun(.sum, .source("")))
    #expect(verdict.outcome == .infra)
    #expect(verdict.message.contains(why))
    #expect(verdict.message.contains("KODERZ_PYTHON"))
    let status = await runner.status(python: nil)
    #expect(status.python == nil)
    #expect(status.problem == verdict.message)
  }

  @Test func `No python3 in PATH is named`() async throws {
    let runner = PythonRunner(environment: ["PATH": "/nowhere"])
    let verdict = try await runner.run(TestRun(.sum, .source("")))
    #expect(verdict.outcome == .infra)
    #expect(verdict.message.contains("python3 in PATH"))
  }

  @Test func `A temporary directory that cannot be used is named`() async throws {
    var environment = ["TMPDIR": "/nowhere"]
    environment["PATH"] = "/usr/bin:/bin"
    let verdict = try await PythonRunner(environment: environment)
      .run(TestRun(.sum, .source("")))
    #expect(verdict.outcome == .infra)
    #expect(verdict.message.contains("/nowhere"))
  }

  @Test(arguments: [
    ("def check(candidate:\n  pass", "not Python"), ("def check(candidate): pass", "no assertion"),
    ("import numpy_of_another_name\ndef check(c): assert c([]) == 0", "numpy_of_another_name"),
  ])
  func `Tests that cannot judge are the problem's fault`(tests: String, why: String) async throws {
    var problem = BenchmarkProblem.sum
    problem.gold.tests = tests
    let verdict = try await RunnerBench().run(
      TestRun(problem, .source("def total(xs): return sum(xs)")))
    #expect(verdict.outcome == .infra)
    #expect(verdict.message.contains(why))
  }

  @Test func `A canonical solution that fails its tests is said aloud`() async throws {
    var problem = BenchmarkProblem.sum
    problem.gold.canonicalSolution = "    return 1\n"
    let verdict = try await RunnerBench().run(
      TestRun(problem, .source("def total(xs): return sum(xs)")))
    #expect(verdict.outcome == .pass)
    #expect(verdict.message.contains("the canonical solution does not pass its own tests"))
  }

  @Test func `The status names the interpreter and every layer with a reason when off`()
    async throws
  {
    let status = try await RunnerBench().status()
    #expect(status.problem.isEmpty)
    #expect(status.version.hasPrefix("3."))
    let path = try #require(status.python)
    let digest = try await Subprocess.run(
      .name("sha256sum"), arguments: [path], output: .string(limit: 4096))
    #expect(status.hash == digest.standardOutput.prefix(12).description)
    #expect(status.python?.contains("shims") == false)
    #expect(status.layers.contains { $0.name == "limits" && $0.isOn })
    #expect(status.layers.allSatisfy { $0.isOn == $0.reason.isEmpty })
  }

  @Test func `A verdict records the layers, the interpreter and what the run used`() async throws {
    let verdict = try await RunnerBench().run(
      TestRun(.sum, .source("def total(xs): return sum(xs)")))
    #expect(verdict.layers.contains("limits"))
    #expect(verdict.python.hasPrefix("3."))
    #expect(verdict.pythonHash?.wholeMatch(of: #/[0-9a-f]{12}/#) != nil)
    #expect(verdict.cpuMs > 0 && verdict.wallMs > 0 && verdict.peakMemoryBytes > 1 << 20)
  }
}
