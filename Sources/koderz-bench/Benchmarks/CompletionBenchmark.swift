import Experiments
import Runs
import Shell
import Storage
import Verbs

/// What the Tab key finds among 10,000 problems.
struct CompletionBenchmark: Benchmark {
  let name = "completion"

  func run(_ bench: BenchContext) async throws -> [Figure] {
    let (workspace, source) = try await Self.many(bench, folder: "completion")
    var (refresh, find) = (Samples(), Samples())
    for _ in 0..<bench.rounds {
      refresh.add(
        await Stopwatch.lap { await source.refresh(from: workspace, aliases: AliasTable()) })
      for text in ["use HumanEval/99", "use he/123", "use "] {
        find.add(Stopwatch.lap { blackHole(source.candidates(before: text)) })
      }
    }
    return [
      Figure(name: "complete among 10,000 names", samples: find, target: 10),
      Figure(name: "take in 10,000 names", samples: refresh),
    ]
  }

  /// The names of 10,000 problems.
  static func names(_ bench: BenchContext) async throws -> CompletionSource {
    let (workspace, source) = try await many(bench, folder: "names")
    await source.refresh(from: workspace, aliases: AliasTable())
    return source
  }

  private static func many(
    _ bench: BenchContext, folder name: String
  ) async throws -> (session: OpenSession, source: CompletionSource) {
    let folder = try BenchFiles.makeFolder(name, in: bench.folder)
    let path = folder + "/many.jsonl"
    let lines = (0..<10_000).map { number in
      "{\"task_id\":\"HumanEval/\(number)\",\"entry_point\":\"f\",\"prompt\":\"def f():\\n\","
        + "\"test\":\"def check(candidate): pass\",\"canonical_solution\":\" pass\"}\n"
    }
    try BenchFiles.files.write(path, Array(lines.joined().utf8))
    let store = try SQLiteSessionStore(workspace: folder, now: BenchWorkspace.clock.now)
    let session = BenchWorkspace.make(store, session: "names", folder: folder)
    let loaded = try await session.load(path, line: "load \(path)").loaded
    guard loaded == lines.count else { throw BenchError("\(loaded) problems were loaded") }
    return (session, CompletionSource(listFolder: { _ in [] }))
  }
}
