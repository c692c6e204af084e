import Experiments
import ModelProviders
import ServerTesting
import Synchronization
import Testing

/// Servers told apart by what they answer, and how their models are.
@Suite(.timeLimit(.minutes(2))) struct DiscoveryTests {
  private func withServers<Result>(
    _ environment: [String: String] = [:],
    limit: Duration = .seconds(60),
    monotonicMs: @escaping @Sendable () -> Double = { 0 },
    _ body: (LiveModelServers) async throws -> Result
  ) async throws -> Result {
    var services = try failingServices()
    services.environment = environment
    let limits = DiscoveryLimits(detection: limit, listing: limit, details: limit)
    let servers = LiveModelServers(services, limits: limits, monotonicMs: monotonicMs)
    let result = try await body(servers)
    await servers.shutdown()
    return result
  }

  private func probed(
    ending: String = "", model: String? = nil, _ script: @escaping FakeServer.Script
  ) async throws -> ServerReport {
    try await withFakeServer(script) { server in
      try await withServers { await $0.probe(server.url + ending, asking: model) }
    }
  }

  @Test(arguments: ["", "/", "/v1", "/v1/", "/api"])
  func `Ollama is told by its version, however the URL ends`(ending: String) async throws {
    let report = try await probed(ending: ending) { FakeOllama(chat: []).script($0) }
    #expect(report.kind == .server("ollama"))
    #expect(report.evidence == "/api/version answered 0.12.6")
    #expect(report.models.map(\.name) == ["tiny:latest"])
    #expect(!report.url.hasSuffix("/"))
  }

  @Test func `Ollama's models have purpose, memory and context`() async throws {
    var fake = FakeOllama(models: ["a:1b", "b:1b", "a:1b"], chat: [])
    fake.loaded = ["a:1b"]
    fake.embedding = ["b:1b"]
    let script = fake
    let models = try await probed { script.script($0) }.models
    #expect(models.map(\.name) == ["a:1b", "b:1b"])
    #expect(models.map(\.health) == [.loaded, .listed])
    #expect(models.map(\.purpose) == [.chat, .embedding])
    #expect(models.map(\.contextTokens) == [4096, 32_768])
    #expect(models[0].memoryBytes == 1_400_000_000)
    #expect(models[0].expiresAt == "2026-11-21T10:05:00.5Z")
  }

  @Test(arguments: [true, false])
  func `LM Studio is told by its own lists, and instances are folded`(hasV1: Bool) async throws {
    let report = try await probed { FakeLMStudio(hasV1: hasV1).script($0) }
    #expect(report.kind == .server("lmstudio"))
    #expect(report.evidence.hasPrefix(hasV1 ? "/api/v1/models" : "/api/v0/models"))
    #expect(report.models.map(\.name) == ["qwen3-4b", "nomic-embed"])
    #expect(report.models.map(\.instances) == [2, 0])
    #expect(report.models.map(\.purpose) == [.chat, .embedding])
    #expect(report.models[0].quantization == "Q4_K_M")
  }

  /// A server, what it is, and a word of what is said of it.
  struct Oddity: Sendable, CustomTestStringConvertible {
    var name: String
    var steps: @Sendable (FakeServer.Request) -> [FakeServer.Step]
    var kind: ServerReport.Kind
    var words: String

    var testDescription: String { name }

    static let all = [
      Oddity(
        name: "a web page everywhere",
        steps: { _ in HTTPText.response(200, type: "text/html", "<html></html>") }, kind: .unknown,
        words: "not as a model server"),
      Oddity(
        name: "401 everywhere", steps: { _ in HTTPText.response(401, #"{"error":"no"}"#) },
        kind: .unknown, words: "wants a key"),
      Oddity(
        name: "an empty list",
        steps: {
          $0.path == "/v1/models"
            ? HTTPText.response(200, #"{"data":[]}"#) : HTTPText.response(404, "no")
        }, kind: .server("openai-compatible"), words: ""),
      Oddity(
        name: "one model",
        steps: {
          $0.path == "/v1/models"
            ? HTTPText.response(200, #"{"data":[{"id":"m"},{"id":"m"},{}]}"#)
            : HTTPText.response(404, "no")
        }, kind: .server("openai-compatible"), words: ""),
      Oddity(
        name: "a version and nothing else",
        steps: {
          $0.path == "/api/version"
            ? HTTPText.response(200, #"{"version":"1"}"#) : HTTPText.response(500, "{}")
        }, kind: .server("ollama"), words: "/api/tags answered with HTTP 500"),
      Oddity(
        name: "cut JSON", steps: { _ in HTTPText.response(200, #"{"version":"#) },
        kind: .unknown, words: "not as a model server"),
      Oddity(name: "resets", steps: { _ in [.reset] }, kind: .unreachable, words: "reset"),
    ]
  }

  @Test(arguments: Oddity.all)
  func `an odd server is never taken for another`(oddity: Oddity) async throws {
    let report = try await probed(oddity.steps)
    #expect(report.kind == oddity.kind)
    if oddity.words.isEmpty {
      #expect(report.error == "")
    } else {
      #expect(report.error.contains(oddity.words) || report.kind == .unreachable)
    }
    #expect(report.models.count <= 1)
  }

  /// As OpenRouter's and Gemini's are.
  @Test(arguments: ["/api/v1", "/v1beta/openai", "/proxy/v1"])
  func `a list below another path is found, and its key is tried there`(path: String) async throws {
    let script: FakeServer.Script = { request in
      request.path == "\(path)/models"
        ? HTTPText.response(200, #"{"data":[{"id":"tiny"}]}"#) : HTTPText.response(404, "{}")
    }
    try await withFakeServer(script) { server in
      let environment = ["OPENAI_BASE_URL": server.url + path, "OPENAI_API_KEY": "'a-key'"]
      let (report, keys) = try await withServers(environment) {
        (await $0.probe(server.url + path, asking: nil), await $0.keys(online: true))
      }
      #expect(report.kind == .server("openai-compatible"))
      #expect(report.models.map(\.name) == ["tiny"])
      #expect(keys.first { $0.service == "OpenAI" }?.state == .accepted)
      #expect(server.requests.contains { $0.headers["authorization"] == "Bearer a-key" })
    }
  }

  @Test func `a login in a URL is neither sent nor shown`() async throws {
    try await withFakeServer({ FakeOpenAI(models: ["tiny"], text: "").script($0) }) { server in
      let url = server.url.replacing("http://", with: "http://ann:opensesame@")
      let environment = [
        "OLLAMA_HOST": url, "LMSTUDIO_BASE_URL": url, "OPENAI_BASE_URL": url,
        "OPENAI_API_KEY": "a-key",
      ]
      let (reports, keys) = try await withServers(environment) {
        (await $0.discover(responsive: false), await $0.keys(online: true))
      }
      #expect(!"\(reports)\(keys)".contains("opensesame"))
      #expect(reports.contains { $0.error.contains("login") })
      #expect(server.requests.allSatisfy { $0.headers["authorization"] == nil })
      #expect(OllamaHost("http://ann:open/sesame@box").description == "http://box:80")
      var services = try failingServices()
      services.environment = ["OLLAMA_HOST": url]
      let directory = LiveModelDirectory(services)
      let error = #expect(throws: ProviderError.self) { try directory.resolve("tiny:1b") }
      #expect(error?.message.contains("login") == true)
    }
  }

  @Test(arguments: ["", "ftp://x", "http://", "   "])
  func `what is no URL is said to be none`(url: String) async throws {
    let report = try await withServers { await $0.probe(url, asking: nil) }
    #expect(report.kind == .unreachable)
    #expect(report.error.contains("no http"))
  }

  @Test func `a dead server hides no other, and a key goes to its own server only`() async throws {
    let dead = try unusedPort()
    try await withFakeServer({ FakeLMStudio().script($0) }) { server in
      let environment = [
        "OLLAMA_HOST": "127.0.0.1:\(dead)", "LMSTUDIO_BASE_URL": server.url + "/",
        "OPENAI_BASE_URL": "http://[::1]:\(dead)/v1", "OPENAI_API_KEY": "sk-planted",
      ]
      let reports = try await withServers(environment) { await $0.discover(responsive: false) }
      #expect(reports.map(\.kind) == [.unreachable, .server("lmstudio"), .unreachable])
      #expect(reports[2].url == "http://[::1]:\(dead)")
      #expect(server.requests.allSatisfy { $0.headers["authorization"] == nil })
    }
  }

  @Test func `servers that never answer are given up at their deadline`() async throws {
    try await withFakeServer({ _ in [.hang] }) { server in
      let environment = [
        "OLLAMA_HOST": server.url, "LMSTUDIO_BASE_URL": server.url + "/lm",
        "OPENAI_BASE_URL": server.url + "/other",
      ]
      let reports = try await withServers(environment, limit: .milliseconds(100)) {
        await $0.discover(responsive: true)
      }
      #expect(reports.map(\.kind) == [.unreachable, .unreachable, .unreachable])
      #expect(reports[0].error == "no answer within 0.1 s")
    }
  }

  @Test(arguments: [
    (HTTPText.response(200, #"{"message":{"content":"yes"}}"#), ServedModel.Health.responsive),
    (HTTPText.response(200, #"{"message":{"content":"","thinking":"hm"}}"#), .responsive),
    (HTTPText.response(200, #"{"message":{"content":""}}"#), .failing),
    (HTTPText.response(500, #"{"error":"cuda error"}"#), .failing),
    (HTTPText.response(200, #"{"message":{"#), .failing), ([.reset], .failing),
  ])
  func `only a model that writes is responsive`(
    chat: [FakeServer.Step], health: ServedModel.Health
  ) async throws {
    let model = try await probed(model: "tiny:latest") { FakeOllama(chat: chat).script($0) }.models
    #expect(model.map(\.health) == [health])
    #expect(model[0].error.isEmpty == (health == .responsive))
  }

  @Test func `what a completion showed counts for a minute`() async throws {
    let now = Mutex(0.0)
    var fake = FakeOllama(
      models: ["a:1b", "b:1b"], chat: HTTPText.response(200, #"{"message":{"content":"yes"}}"#))
    fake.loaded = ["a:1b"]
    let script = fake
    try await withFakeServer({ script.script($0) }) { server in
      let environment = ["OLLAMA_HOST": server.url, "LMSTUDIO_BASE_URL": server.url]
      try await withServers(environment, monotonicMs: { now.withLock { $0 } }) { servers in
        for (time, calls) in [(0.0, 1), (59_000, 1), (60_000, 2)] {
          now.withLock { $0 = time }
          let reports = await servers.discover(responsive: true)
          #expect(reports.count == 1)
          #expect(reports[0].models.map(\.health) == [.responsive, .listed])
          #expect(server.requests.count { $0.path == "/api/chat" } == calls)
        }
      }
    }
  }

  @Test func `a key is tried only when asked, and never shown`() async throws {
    let key = "sk-planted-key"
    let script: FakeServer.Script = { request in
      request.headers["x-api-key"] == key
        ? HTTPText.response(200, #"{"data":[]}"#)
        : HTTPText.response(401, #"{"error":{"message":"bad key sk-planted-key"}}"#)
    }
    try await withFakeServer(script) { server in
      let environment = [
        "ANTHROPIC_API_KEY": key, "ANTHROPIC_BASE_URL": server.url, "OPENAI_API_KEY": key,
        "OPENAI_BASE_URL": server.url + "/v1",
      ]
      try await withServers(environment) { servers in
        #expect(await servers.keys(online: false).map(\.state) == [.notAsked, .notAsked])
        #expect(server.requests.isEmpty)
        let reports = await servers.keys(online: true)
        #expect(reports.map(\.state) == [.accepted, .refused("HTTP 401")])
      }
    }
    #expect(
      try await withServers { await $0.keys(online: true) }.map(\.state) == [.missing, .missing])
  }

  @Test func `servers elsewhere are looked at and keys are tried through the proxy`() async throws {
    try await withFakeServer({ _ in HTTPText.response(403, "no") }) { proxy in
      let environment = [
        "ANTHROPIC_API_KEY": "sk-some", "HTTP_PROXY": proxy.url, "HTTPS_PROXY": proxy.url,
      ]
      try await withServers(environment) { servers in
        _ = await servers.probe("http://models.example:8000", asking: nil)
        _ = await servers.keys(online: true)
        _ = await servers.probe("http://127.0.0.1:\(try unusedPort())", asking: nil)
      }
      #expect(
        Set(proxy.requests.map { "\($0.method) \($0.path)" })
          == ["CONNECT models.example:8000", "CONNECT api.anthropic.com:443"])
    }
  }
}
