import CSyncCounter
import CanonicalJSON
import Experiments
import Judging
import Runs
import Storage

/// Many experiments at once: attempts a second, durable, in one session and in as many sessions.
struct EngineBenchmark: Benchmark {
  let name = "engine"
  private let experiments = 64

  /// What a round of experiments took.
  private struct Count {
    var attempts = 0
    var commits = 0
    var syncs = 0
    var lap: Lap

    /// Milliseconds of the wall per attempt.
    var each: Lap {
      var each = lap
      each.wallMs /= Double(attempts)
      each.cpuMs /= Double(attempts)
      return each
    }
  }

  func run(_ bench: BenchContext) async throws -> [Figure] {
    let attempts = bench.isQuick ? 4 : 20
    let problems = try bench.loadProblems()
    var (one, many, fsync) = (Samples(), Samples(), Samples())
    var counts: [Count] = []
    let append = try DurableAppend(in: bench.folder)
    for round in 0..<bench.fewRounds {
      fsync.add(try append.lap())
      for isOne in [true, false] {
        let folder = try BenchFiles.makeFolder("engine-\(round)-\(isOne)", in: bench.folder)
        let count = try await self.round(
          attempts, problems, folder: folder, inOneSession: isOne)
        if isOne { one.add(count.each) } else { many.add(count.each) }
        counts.append(count)
      }
    }
    return [
      figure("attempt, \(experiments) experiments in one session", one, fsync, counts[0]),
      figure("attempt, \(experiments) sessions", many, fsync, counts[1]),
    ]
  }

  private func figure(
    _ name: String, _ samples: Samples, _ fsync: Samples, _ count: Count
  ) -> Figure {
    Figure(
      name: name, samples: samples,
      reference: .init(name: DurableAppend.name, samples: fsync), target: 1000.0 / 1500,
      details: [
        "attempts": .integer(count.attempts), "commits": .integer(count.commits),
        "fsyncs": .integer(count.syncs),
        "attemptsPerSecond": .integer(Int(1000 / samples.median)),
      ])
  }

  private func round(
    _ attempts: Int, _ problems: [BenchmarkProblem], folder: String, inOneSession isOne: Bool
  ) async throws -> Count {
    let store = try SQLiteSessionStore(workspace: folder, now: BenchWorkspace.clock.now)
    var sessions: [OpenSession] = []
    for number in 0..<(isOne ? 1 : experiments) {
      sessions.append(
        BenchWorkspace.simulated(store, session: "engine-\(number)", folder: folder))
    }
    var places: [(session: OpenSession, place: Place)] = []
    for number in 0..<experiments {
      let session = sessions[number % sessions.count]
      var problem = problems[number % problems.count]
      problem.problem.taskID += " \(number)"
      places.append((session, try await session.open(problem)))
    }
    let (commits, syncs) = (store.counts.commits, koderz_sync_count())
    let lap = try await Stopwatch.lap { try await Self.attempt(attempts, at: places) }
    let count = Count(
      attempts: attempts * experiments, commits: store.counts.commits - commits,
      syncs: koderz_sync_count() - syncs, lap: lap)
    for session in sessions { await session.close() }
    return count
  }

  private static func attempt(
    _ count: Int, at places: [(session: OpenSession, place: Place)]
  ) async throws {
    try await withThrowingTaskGroup { group in
      for (session, place) in places {
        group.addTask {
          let result = try await session.run(AttemptsPlan(count), at: place)
          guard case .complete = result.end else { throw BenchError("a plan ended early") }
        }
      }
      try await group.waitForAll()
    }
  }
}
