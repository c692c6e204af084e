import CanonicalJSON
import Experiments
import Glibc
import Judging
import ModelProviders

/// Answers relayed from an Ollama server: what a token costs, how late it comes, and many at once.
struct StreamBenchmark: Benchmark {
  let name = "stream"

  private static let perSecond = 5000.0
  private static let streams = 64

  func run(_ bench: BenchContext) async throws -> [Figure] {
    let problem = try bench.loadProblems()[0].problem
    var (cpu, late, latest) = (Samples(), Samples(), Samples())
    for _ in 0..<bench.fewRounds + 1 {
      let server = try TokenServer(
        tokens: bench.isQuick ? 2000 : 10_000, perSecond: Self.perSecond, folder: bench.folder)
      let models = try Self.models(port: server.port)
      let before = Self.cpuMs
      let seen = try await Self.relay(models, problem)
      let spent = Self.cpuMs - before
      var delays = Samples()
      for (shown, written) in zip(seen, try server.written()) { delays.add(shown - written) }
      cpu.add(spent * 1000 / Double(seen.count))
      late.add(delays.median)
      latest.add(delays.p99)
      await models.shutdown()
      server.stop()
    }
    return [
      Figure(
        name: "CPU of a relayed token", unit: "µs", samples: cpu, target: 20,
        details: ["tokensPerSecond": .number(Self.perSecond)]),
      Figure(name: "token to reader, median", samples: late, target: 5),
      Figure(name: "token to reader, 99th percentile", samples: latest, target: 5),
      try await many(bench, problem),
    ]
  }

  /// Many answers at once; what they take beyond what was held before.
  private func many(_ bench: BenchContext, _ problem: Problem) async throws -> Figure {
    var memory = Samples()
    let server = try TokenServer(
      tokens: bench.isQuick ? 50 : 250, perSecond: 50, folder: bench.folder)
    let models = try Self.models(port: server.port)
    let before = Self.residentKiB
    for _ in 0..<bench.fewRounds {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<Self.streams {
          group.addTask { _ = try await Self.relay(models, problem) }
        }
        group.addTask {
          try await Task.sleep(for: .milliseconds(bench.isQuick ? 800 : 4000))
        }
        for _ in 0..<1 { try await group.next() }
        memory.add(Double(Self.residentKiB - before) / 1024)
        try await group.waitForAll()
      }
    }
    await models.shutdown()
    server.stop()
    return Figure(
      name: "memory of 64 streams above idle", unit: "MiB", samples: memory, target: 60)
  }

  private static func models(port: Int) throws -> LiveModelDirectory {
    LiveModelDirectory(
      ProviderServices(
        environment: ["OLLAMA_HOST": "127.0.0.1:\(port)"],
        readFile: { throw BenchError("\($0) was read") }, prices: try PriceTable.bundled()))
  }

  /// When each token of an answer came.
  private static func relay(
    _ models: LiveModelDirectory, _ problem: Problem
  ) async throws -> [Double] {
    let model = try models.resolve("ollama/tiny")
    let request = GenerationRequest(
      model: model.name, role: .coder, messages: [Message(role: .user, content: "Write it.")],
      sampling: Sampling(temperature: 0, topP: 1, maxOutputTokens: 4096, contextTokens: 5120))
    let context = GenerationContext(
      problem: problem, policy: CallPolicy(localConcurrency: streams))
    var times: [Double] = []
    for try await event in model.provider.generate(request, in: context) {
      guard case .text(let text) = event else { continue }
      let now = TokenService.nowMs
      // Tokens that arrive together come as one text.
      times += Array(repeating: now, count: text.utf8.count / TokenService.token.utf8.count)
    }
    return times
  }

  private static var cpuMs: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
  }

  private static var residentKiB: Int {
    let bytes = (try? BenchFiles.files.read("/proc/self/status")) ?? []
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("VmRSS:") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
  }
}
