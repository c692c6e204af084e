import Experiments
import Judging
import Problems

/// A group of figures that are measured together.
protocol Benchmark: Sendable {
  /// What `--only` takes.
  var name: String { get }

  /// Measures.
  ///
  /// - Throws: whatever keeps it from measuring; a missed target is a figure, not an error.
  func run(_ bench: BenchContext) async throws -> [Figure]
}

/// How often and how big to measure, and where the files are.
struct BenchContext: Sendable {
  var rounds: Int
  /// Fewer rounds, smaller sessions: a check that everything works.
  var isQuick: Bool
  /// An empty folder of its own for each run.
  var folder: String
  /// The `koderz` built beside this executable.
  var koderz: String
  /// Path of a problem file; nil when there is none.
  var problems: String?
  /// Path of recorded responses; nil when there are none.
  var responses: String?
  /// The Python of the other ways to judge.
  var python: String

  /// The problems to work on.
  ///
  /// - Throws: `FileError`, `GzipError`; `BenchError` when there are none.
  func loadProblems() throws -> [BenchmarkProblem] {
    guard let problems else { throw BenchError("no problem file: give one with --problems") }
    let load = try ProblemFile.load(BenchFiles.files.read(problems), name: problems)
    guard !load.problems.isEmpty else { throw BenchError("\(problems) holds no problem") }
    return load.problems
  }

  /// Rounds for things that take seconds.
  var fewRounds: Int { min(rounds, isQuick ? 1 : 3) }
}

/// A benchmark that cannot measure what it should.
struct BenchError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
