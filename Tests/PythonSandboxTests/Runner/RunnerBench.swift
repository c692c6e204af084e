import Experiments
import Judging
import FoundationEssentials
import PythonSandbox
import Synchronization
import Testing

/// A sandbox with a temporary directory of its own, in which nothing may be left.
final class RunnerBench: Sendable {
  let directory: String
  private let runner: PythonRunner
  private let sessions = Mutex<Set<String>>([])

  /// With a Python of its own, a place for temporary files of its own, or other options.
  init(
    python: String? = nil, temporary: String? = nil, options: SandboxOptions = SandboxOptions()
  ) throws {
    directory = "/tmp/koderz-runner-tests-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    var environment = ProcessInfo.processInfo.environment
    environment["TMPDIR"] = temporary ?? directory
    environment["KODERZ_PYTHON"] = environment["KODERZ_PYTHON"] ?? Self.binary
    runner = PythonRunner(python: python, environment: environment, options: options)
  }

  /// The first Python in the path that is no shim: hundreds of tests would each start one.
  private static let binary: String? = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let programs = path.split(separator: ":").map { "\($0)/python3" }
    return programs.first { program in
      FileManager.default.contents(atPath: program)?.starts(with: [0x7F] + "ELF".utf8) == true
    }
  }()

  /// Runs here; the directory lasts at least as long.
  func run(_ run: TestRun) async throws -> Verdict { try await runner.run(run) }

  func status() async -> SandboxStatus { await runner.status(python: nil) }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// Files and directories that runs left behind.
  var leftovers: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? ["no directory"]
  }

  /// Processes of this sandbox: its judges have the directory in their environment, and what
  /// descends from a judge is in its session.
  var processes: [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    let numbers = all.filter { Int($0) != nil }
    let judges = numbers.filter { number in
      guard Self.session(of: number) == number else { return false }
      let data = FileManager.default.contents(atPath: "/proc/\(number)/environ") ?? Data()
      return String(decoding: data, as: UTF8.self).contains(directory)
    }
    let known = sessions.withLock { sessions in
      sessions.formUnion(judges)
      return sessions
    }
    return numbers.filter { Self.session(of: $0).map(known.contains) ?? false }
  }

  /// The judges, each with the processes of its session; a fourth of them is a run.
  var sessionsOfJudges: [String: [String]] {
    Dictionary(grouping: processes) { Self.session(of: $0) ?? "" }
  }

  /// Whether a right answer is judged as ever.
  func passesRightAnswer() async throws -> Bool {
    let right = TestRun(.sum, .source("def total(xs): return sum(xs)"))
    return try await run(right).outcome == .pass
  }

  /// Processes beyond the three of each judge that wait for the next run.
  var strangers: Int {
    let now = processes
    return max(0, now.count - 3 * sessions.withLock { $0.count })
  }

  /// The process that a process is a child of.
  static func parent(of number: String) -> String? { status(of: number)?[1] }

  private static func session(of number: String) -> String? { status(of: number)?[3] }

  /// State, parent, group and session of a process.
  private static func status(of number: String) -> [String]? {
    let data = FileManager.default.contents(atPath: "/proc/\(number)/stat") ?? Data()
    let text = String(decoding: data, as: UTF8.self)
    // The name, which may hold anything, is in parentheses before them.
    guard let rest = text.split(separator: ")").last else { return nil }
    let fields = rest.split(separator: " ").prefix(4).map(String.init)
    return fields.count == 4 ? fields : nil
  }

  /// Waits for a condition; records an issue when it does not come true.
  func eventually(_ what: Comment, _ condition: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while !condition() {
      guard ContinuousClock.now < deadline else {
        Issue.record(what)
        return
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}

extension BenchmarkProblem {
  /// Sums a list; seven assertions, three of them in a loop, and a constant one.
  static let sum = BenchmarkProblem(
    taskID: "test/sum",
    prompt: """
      from typing import List

      def double(x):
          return 2 * x

      def total(xs: List[int]) -> int:
          \"""The sum.\"""

      """,
    entryPoint: "total",
    tests: """
      import math

      def check(candidate):
          assert candidate([1, 2]) == 3
          assert candidate([]) == 0, "the empty list"
          for i in range(3):
              assert candidate([i] * 2) == double(i)
          assert abs(candidate([1, 1]) - 2) < 1e-6
          assert math.isclose(candidate([4]), 4)
          assert True
      """,
    canonicalSolution: "    return sum(xs)\n")

  /// The same function under other tests.
  func tested(by tests: String) -> BenchmarkProblem {
    var problem = self
    problem.gold.tests =
      "def check(candidate):\n" + tests.split(separator: "\n").map { "    \($0)\n" }.joined()
    return problem
  }
}
