import CanonicalJSON
import Experiments
import Runs
import Shell
import Storage

/// A session of 100,000 events: opened, walked in, written out, read in, checked.
struct SessionBenchmark: Benchmark {
  let name = "session"

  func run(_ bench: BenchContext) async throws -> [Figure] {
    let folder = try BenchFiles.makeFolder("session", in: bench.folder)
    let session = try await LongSession.make(
      events: bench.isQuick ? 10_000 : 100_000, problems: try bench.loadProblems(),
      folder: folder)
    return try await open(session, bench) + goTo(session, bench) + carry(session, bench)
  }

  /// From the snapshot and from the first event; both must give the same state.
  private func open(_ session: LongSession, _ bench: BenchContext) async throws -> [Figure] {
    var (fromSnapshot, fromEvents) = (Samples(), Samples())
    var (snapshotRead, eventsRead) = (Samples(), Samples())
    var bytes = 0
    guard let id = try await session.store.sessions().first?.id else {
      throw BenchError("the long session is gone")
    }
    for round in 0..<bench.rounds {
      snapshotRead.add(
        try await Stopwatch.lap {
          bytes = try await session.store.snapshot(of: id)?.bytes.count ?? 0
        })
      let quick = try await Self.open(session, showsSnapshots: true)
      fromSnapshot.add(quick.lap)
      guard round < bench.fewRounds else { continue }
      eventsRead.add(
        try await Stopwatch.lap {
          try await session.store.forEachEvent(of: id, after: 0) { blackHole($0.ordinal) }
        })
      let slow = try await Self.open(session, showsSnapshots: false)
      fromEvents.add(slow.lap)
      guard quick.state == slow.state, quick.state.lastOrdinal == session.events else {
        throw BenchError("the snapshot's state is not the fold of the events")
      }
    }
    let size = JSONValue.integer(session.events)
    return [
      Figure(
        name: "open from snapshot", samples: fromSnapshot,
        reference: .init(name: "read the snapshot's bytes", samples: snapshotRead), target: 150,
        details: [
          "events": size, "snapshotBytes": .integer(bytes), "equalsFold": true,
        ]),
      Figure(
        name: "fold from the first event", samples: fromEvents,
        reference: .init(name: "read the events' rows", samples: eventsRead), target: 1500,
        details: ["events": size]),
    ]
  }

  private static func open(
    _ long: LongSession, showsSnapshots: Bool
  ) async throws -> (lap: Lap, state: SessionState) {
    let store = CountingStore(long.store, showsSnapshots: showsSnapshots)
    let session = BenchWorkspace.make(store, session: "new", folder: long.folder)
    let lap = try await Stopwatch.lap {
      try await session.open(session: LongSession.name)
    }
    let state = await session.state
    // Released without `close`, which would save a snapshot of the fold.
    for summary in try await long.store.sessions() { await long.store.release(summary.id) }
    return (lap, state)
  }

  private func goTo(_ long: LongSession, _ bench: BenchContext) async throws -> [Figure] {
    let session = BenchWorkspace.make(long.store, session: "new", folder: long.folder)
    try await session.open(session: LongSession.name)
    let shell = BenchWorkspace.shell(session)
    let append = try DurableAppend(in: long.folder)
    let attempts = try await session.experiment().attempts.count
    var (times, fsync) = (Samples(), Samples())
    for round in 0..<bench.rounds * 4 {
      fsync.add(try append.lap())
      let number = round * 7 % attempts + 1
      times.add(try await Stopwatch.lap { try await shell.run("goto @\(number)") })
    }
    await session.close()
    return [
      Figure(
        name: "goto", samples: times,
        reference: .init(name: DurableAppend.name, samples: fsync), target: 20,
        details: ["events": .integer(long.events), "commits": 1])
    ]
  }

  private func carry(_ long: LongSession, _ bench: BenchContext) async throws -> [Figure] {
    let session = BenchWorkspace.make(long.store, session: "new", folder: long.folder)
    try await session.open(session: LongSession.name)
    let path = long.folder + "/export.jsonl"
    var (export, reading, verify) = (Samples(), Samples(), Samples())
    for round in 0..<bench.fewRounds {
      export.add(
        try await Stopwatch.lap { _ = try await session.export(to: path) })
      verify.add(try await Stopwatch.lap { _ = try await session.verify() })
      let other = try BenchFiles.makeFolder("import-\(round)", in: bench.folder)
      let store = try SQLiteSessionStore(workspace: other, now: BenchWorkspace.clock.now)
      let target = BenchWorkspace.make(store, session: "new", folder: other)
      reading.add(
        try await Stopwatch.lap {
          _ = try await target.importSession(from: path, as: nil)
        })
      let (theirs, ours) = (await target.state, await session.state)
      guard theirs == ours else { throw BenchError("an imported session is another one") }
      await target.close()
    }
    let bytes = JSONValue.integer(BenchFiles.size(path))
    await session.close()
    return [
      Figure(name: "export", samples: export, details: ["bytes": bytes]),
      Figure(name: "verify", samples: verify),
      Figure(name: "import", samples: reading, details: ["bytes": bytes]),
    ]
  }
}
