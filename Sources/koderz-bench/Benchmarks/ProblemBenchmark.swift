import CanonicalJSON
import Experiments
import Problems

/// Loading a problem file, from the bytes on the disk to problems.
struct ProblemBenchmark: Benchmark {
  let name = "problems"

  func run(_ bench: BenchContext) async throws -> [Figure] {
    guard let path = bench.problems else { return [] }
    var (load, read) = (Samples(), Samples())
    var count = 0
    for _ in 0..<bench.rounds * 2 {
      read.add(try Stopwatch.lap { blackHole(try BenchFiles.files.read(path)) })
      load.add(
        try Stopwatch.lap {
          count = try ProblemFile.load(BenchFiles.files.read(path), name: path).problems.count
        })
    }
    return [
      Figure(
        name: "load a problem file", samples: load,
        reference: .init(name: "read its bytes", samples: read),
        details: ["problems": .integer(count), "bytes": .integer(BenchFiles.size(path))])
    ]
  }
}
