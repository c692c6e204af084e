import CanonicalJSON
import Experiments
import Glibc

/// A long answer shown while it comes: what koderz takes of a core for reading and painting it.
struct AnswerBenchmark: Benchmark {
  let name = "answer"

  private static let perSecond = 1000.0
  private static let bytes = 200_000

  func run(_ bench: BenchContext) async throws -> [Figure] {
    let folder = try BenchFiles.makeFolder("answer", in: bench.folder)
    let tokens = TokenService.Text.code.tokens
    let length = tokens.reduce(0) { $0 + $1.utf8.count }
    let count = bench.isQuick ? 2000 : Self.bytes * tokens.count / length
    let server = try TokenServer(
      tokens: count, perSecond: Self.perSecond, text: .code, folder: folder)
    defer { server.stop() }
    return try ["fold", "full"].map { stream in
      try figure(stream, bench, folder, server, bytes: count * length / tokens.count)
    }
  }

  /// The share of one core while an attempt is made, its request and its verdict included.
  private func figure(
    _ stream: String, _ bench: BenchContext, _ folder: String, _ server: TokenServer, bytes: Int
  ) throws -> Figure {
    let koderz = try RunningProgram(
      bench.koderz, ["--workspace", folder + "/" + stream],
      environment: [
        "TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": folder,
        "XDG_STATE_HOME": folder + "/" + stream, "OLLAMA_HOST": "127.0.0.1:\(server.port)",
      ])
    koderz.settle()
    koderz.send("use 1; set stream \(stream); models use coder ollama/tiny\r")
    koderz.settle()
    var (share, written) = (Samples(), Samples())
    for _ in 0..<(bench.isQuick ? 1 : 2) {
      let (start, cpu) = (ContinuousClock.now, koderz.cpuMs)
      koderz.send("step\r")
      written.add(Double(try koderz.read(until: "is not defined")))
      let spent = koderz.cpuMs - cpu
      share.add(100 * spent / ((ContinuousClock.now - start) / .milliseconds(1)))
      koderz.settle()
    }
    return Figure(
      name: "core for an answer at 1,000 tokens/s, stream \(stream)", unit: "%", samples: share,
      target: 15,
      details: ["bytes": .integer(bytes), "writtenToTerminal": .number(written.median)])
  }
}
