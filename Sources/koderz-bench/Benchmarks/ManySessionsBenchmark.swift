import CanonicalJSON
import Experiments
import Shell
import Judging
import Storage
import Runs
import Verbs

/// A workspace of 2,000 sessions: made, listed, begun in, compared across.
struct ManySessionsBenchmark: Benchmark {
  let name = "sessions"

  func run(_ bench: BenchContext) async throws -> [Figure] {
    let count = bench.isQuick ? 200 : 2000
    let problems = Array(try bench.loadProblems().prefix(20))
    let folder = try BenchFiles.makeFolder("many", in: bench.folder)
    let append = try DurableAppend(in: folder)
    var (made, fsync) = (Samples(), Samples())
    for _ in 0..<bench.rounds { fsync.add(try append.lap()) }
    var many: ManySessions?
    let lap = try await Stopwatch.lap {
      many = try await ManySessions.make(
        count, withResults: true, problems: problems, folder: folder)
    }
    guard let many else { throw BenchError("the sessions were not made") }
    let counts = many.store.counts
    made.add(lap.wallMs / Double(counts.appends))
    let written = Figure(
      name: "append, to 64 sessions at once", samples: made,
      reference: .init(name: DurableAppend.name, samples: fsync),
      details: [
        "sessions": .integer(count), "appends": .integer(counts.appends),
        "commits": .integer(counts.commits),
        "appendsPerSecond": .integer(Int(Double(counts.appends) * 1000 / lap.wallMs)),
      ])
    return try await [written] + lists(many, count, bench) + costs(many, count, bench)
      + [olderCost(count, problems, bench), prompt(in: folder, count, bench)]
  }

  private func lists(
    _ many: ManySessions, _ count: Int, _ bench: BenchContext
  ) async throws -> [Figure] {
    let source = CompletionSource(listFolder: { _ in [] })
    let session = BenchWorkspace.make(many.store, session: "new", folder: many.folder)
    var (all, newest, names) = (Samples(), Samples(), Samples())
    for _ in 0..<bench.rounds {
      all.add(
        try await Stopwatch.lap {
          let sessions = try await many.store.sessions()
          guard sessions.count == count else { throw BenchError("sessions are missing") }
        })
      newest.add(
        try await Stopwatch.lap {
          let query = SessionQuery(kinds: SessionKind.ofAPerson, limit: 1)
          guard try await many.store.sessions(query).first?.name == ManySessions.personal else {
            throw BenchError("the newest session of a person is another one")
          }
        })
      names.add(await Stopwatch.lap { await source.refresh(from: session, aliases: .init()) })
    }
    return [
      Figure(
        name: "list of all sessions", samples: all, target: 10,
        details: ["sessions": .integer(count)]),
      Figure(name: "newest session of a person", samples: newest),
      Figure(name: "names for Tab after a verb", samples: names),
    ]
  }

  private func costs(
    _ many: ManySessions, _ count: Int, _ bench: BenchContext
  ) async throws -> [Figure] {
    var (first, again) = (Samples(), Samples())
    for _ in 0..<bench.rounds {
      let session = BenchWorkspace.make(many.store, session: "new", folder: many.folder)
      try await session.open(session: ManySessions.personal)
      let shell = BenchWorkspace.shell(session)
      first.add(try await Stopwatch.lap { try await shell.run("cost") })
      again.add(try await Stopwatch.lap { try await shell.run("cost") })
      await session.close()
    }
    return [
      Figure(
        name: "first cost", samples: first, reference: .init(name: "cost again", samples: again),
        target: 50, details: ["sessions": .integer(count)])
    ]
  }

  /// Sessions that an earlier koderz left have no results yet: what is asked first must not wait.
  private func olderCost(
    _ count: Int, _ problems: [BenchmarkProblem], _ bench: BenchContext
  ) async throws -> Figure {
    let folder = try BenchFiles.makeFolder("older", in: bench.folder)
    let many = try await ManySessions.make(
      count, withResults: false, problems: problems, folder: folder)
    let session = BenchWorkspace.make(many.store, session: "new", folder: folder)
    try await session.open(session: ManySessions.personal)
    let shell = BenchWorkspace.shell(session)
    var first = Samples()
    first.add(try await Stopwatch.lap { try await shell.run("cost") })
    let rest = try await Stopwatch.lap {
      let query = SessionQuery(isProjected: false)
      while try await many.store.sessionCount(query) > 0 {
        try await Task.sleep(for: .milliseconds(20))
      }
    }
    await session.close()
    return Figure(
      name: "first cost, sessions of an earlier koderz", samples: first, target: 50,
      details: [
        "sessions": .integer(count), "foldedBehindMs": .number(rest.wallMs.rounded),
      ])
  }

  private func prompt(
    in folder: String, _ count: Int, _ bench: BenchContext
  ) throws -> Figure {
    let environment = [
      "TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": folder,
      // Nobody listens there: the look for models must not count.
      "OLLAMA_HOST": "127.0.0.1:9",
    ]
    var (echo, prompt) = (Samples(), Samples())
    // The first round fills the page cache.
    for round in 0...bench.rounds {
      let times = [
        try Program.timeToText("ready", "/bin/echo", ["ready"], environment: environment),
        try Program.timeToText(
          "› ", bench.koderz, ["--workspace", folder], environment: environment),
      ]
      if round == 0 { continue }
      echo.add(times[0])
      prompt.add(times[1])
    }
    return Figure(
      name: "first prompt among many sessions", samples: prompt,
      reference: .init(name: "/bin/echo on a terminal", samples: echo), target: 30,
      details: ["sessions": .integer(count)])
  }
}
