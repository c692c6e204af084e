import CanonicalJSON
import Experiments
import Judging
import Runs
import Judging
import Storage

/// A step whose model and sandbox answer at once: assembling, recording, making durable.
struct StepBenchmark: Benchmark {
  let name = "step"

  func run(_ bench: BenchContext) async throws -> [Figure] {
    let folder = try BenchFiles.makeFolder("step", in: bench.folder)
    let now = BenchWorkspace.clock.now
    let store = CountingStore(try SQLiteSessionStore(workspace: folder, now: now))
    let problem = try bench.loadProblems()[0]
    let session = BenchWorkspace.make(
      store, session: "steps", folder: folder, answers: Self.answers(to: problem))
    _ = try await session.use(problem)
    let append = try DurableAppend(in: folder)
    let count = bench.rounds * 10
    var (fsync, step, own) = (Samples(), Samples(), Samples())
    try await Self.step(session)
    let commitsBefore = store.commits
    for _ in 0..<count {
      let durable = try append.lap()
      let commits = store.commits
      let took = try await Stopwatch.lap { try await Self.step(session) }
      fsync.add(durable)
      step.add(took)
      own.add(took.wallMs - Double(store.commits - commits) * durable.wallMs)
    }
    let commits = (store.commits - commitsBefore) / count
    await session.close()
    return [
      Figure(
        name: "step without model and Python", samples: step,
        reference: .init(name: DurableAppend.name, samples: fsync),
        target: Double(commits) * fsync.median + 1,
        details: ["commits": .integer(commits)]),
      Figure(name: "step beyond its commits", samples: own, target: 1),
    ]
  }

  private static func step(_ session: OpenSession) async throws {
    let result = try await CommandScope("step").run {
      try await session.step(at: try await session.here())
    }
    guard case .attempt = result else { throw BenchError("a step gave no attempt") }
  }

  /// Answers of the usual shape, each with other code.
  private static func answers(to whole: BenchmarkProblem) -> [String] {
    (0..<7).map { number in
      "Here is the solution:\n\n```python\n\(whole.problem.prompt)    # way \(number)\n"
        + "\(whole.gold.canonicalSolution)\n```\n\nIt handles the edge cases.\n"
    }
  }
}
