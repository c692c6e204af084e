import CanonicalJSON
import Experiments
import Extraction
import Judging
import Problems

/// Reading the code out of recorded responses.
struct ExtractionBenchmark: Benchmark {
  let name = "extraction"

  func run(_ bench: BenchContext) async throws -> [Figure] {
    guard let path = bench.responses else { return [] }
    let problems = Dictionary(
      try bench.loadProblems().map { ($0.taskID, $0.problem) },
      uniquingKeysWith: { first, _ in first })
    var bytes = try BenchFiles.files.read(path)
    if Gzip.isGzip(bytes) { bytes = try Gzip.inflate(bytes, name: path) }
    let pairs = try bytes.split(separator: 0x0A).compactMap { line in
      let value = try JSONValue(parsing: Array(line))
      return value["response"]?.stringValue.flatMap { response in
        value["task_id"]?.stringValue.flatMap { problems[$0] }.map { (response, $0) }
      }
    }
    guard !pairs.isEmpty else { return [] }
    let extractor = PythonExtractor()
    var samples = Samples()
    for _ in 0..<bench.rounds {
      samples.add(
        Stopwatch.lap {
          for (response, problem) in pairs {
            blackHole(extractor.extract(from: response, for: problem, truncated: false))
          }
        })
    }
    let perSecond = Double(pairs.count) / samples.median * 1000
    return [
      Figure(
        name: "extract from \(pairs.count) responses", samples: samples,
        details: ["responsesPerSecond": .integer(Int(perSecond))])
    ]
  }
}
