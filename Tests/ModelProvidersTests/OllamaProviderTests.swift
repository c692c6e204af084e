import Experiments
import Foundation
import ModelProviders
import ProviderTesting
import ServerTesting
import Testing

/// Of the limits only the one that a test is about is short: the others lie beyond the test's own
/// time limit, and meeting one of them would be told by another message.
@Suite(.timeLimit(.minutes(2))) struct OllamaProviderTests {
  fileprivate static let patient = patient()

  fileprivate static func patient(
    total: Duration = .seconds(600), idle: Duration = .seconds(600)
  ) -> CallLimits {
    CallLimits(total: total, idle: idle, connect: .seconds(600), metadata: .seconds(600))
  }

  /// Runs a body with a directory whose Ollama is a fake one.
  private func withOllama<Result>(
    _ fake: FakeOllama,
    limits: CallLimits = patient,
    _ body: (any ModelProvider, FakeServer) async throws -> Result
  ) async throws -> Result {
    try await withFakeServer({ fake.script($0) }) { server in
      var services = try failingServices()
      services.environment = ["OLLAMA_HOST": server.url]
      services.limits = limits
      return try await withDirectory(services) { directory in
        try await body(try directory.resolve("ollama/tiny").provider, server)
      }
    }
  }

  private func answer(
    to chat: [FakeServer.Step],
    limits: CallLimits = patient
  ) async throws -> Collected {
    try await withOllama(FakeOllama(chat: chat), limits: limits) { provider, _ in
      await collect(provider.generate(request("ollama/tiny"), in: sampleContext))
    }
  }

  @Test func `an answer is streamed with its end, counts and digest`() async throws {
    let fake = FakeOllama(saying: ["def ", "größe", "(): 🐍"])
    let collected = try await withOllama(fake) { provider, _ in
      await collect(provider.generate(request("ollama/tiny"), in: sampleContext))
    }
    #expect(collected.error == nil)
    #expect(collected.text == "def größe(): 🐍")
    #expect(
      collected.ends == [
        GenerationEnd(
          usage: Usage(inputTokens: 26, outputTokens: 3), stopReason: .stop,
          reportedModel: "tiny", digest: "digest-of-tiny:latest",
          timing: ServerTiming(promptMs: 342.546, generationMs: 4535.599))
      ])
    #expect(collected.endIsLast)
  }

  @Test func `a bare name with a tag, and a listed one without, are Ollama's`() async throws {
    try await withFakeServer({ FakeOllama(models: ["tiny:latest"], saying: []).script($0) }) {
      var services = try failingServices()
      services.environment = ["OLLAMA_HOST": $0.url]
      try await withDirectory(services) { directory in
        #expect(try directory.resolve("qwen2.5-coder:32b").provider.name == "ollama")
        #expect(throws: ProviderError.self) { try directory.resolve("tiny") }
        for provider in directory.listing { _ = try await provider.models() }
        #expect(try directory.resolve("tiny").provider.name == "ollama")
        let error = #expect(throws: ProviderError.self) { try directory.resolve("tny") }
        #expect(error?.suggestion == "ollama/tny")
      }
    }
  }

  @Test(arguments: [(nil, -1), (42, 42)])
  func `every sampling option is sent`(seed: Int?, sent: Int) async throws {
    let body = try await withOllama(FakeOllama(saying: ["x"])) { provider, server in
      _ = await collect(provider.generate(request("ollama/tiny", seed: seed), in: sampleContext))
      let chat = try #require(server.requests.first { $0.path == "/api/chat" })
      #expect(chat.method == "POST")
      #expect(chat.headers["content-type"] == "application/json")
      return try JSONDecoder().decode(SentChat.self, from: Data(chat.body))
    }
    #expect(
      body
        == SentChat(
          model: "tiny", messages: [Message(role: .user, content: "Write it.")], stream: true,
          options: [
            "temperature": 0.1, "top_p": 0.9, "num_predict": 4096, "num_ctx": 5120,
            "seed": Double(sent),
          ]))
  }

  @Test func `a character split between chunks is whole`() async throws {
    let line = Array(FakeOllama.line("größe 🐍").utf8)
    let bytewise = line.map { HTTPText.chunk([$0]) }
    let collected = try await answer(
      to: [HTTPText.chunkedHead()] + bytewise
        + [HTTPText.chunk(FakeOllama.end()), HTTPText.lastChunk])
    #expect(collected.error == nil)
    #expect(collected.text == "größe 🐍")
  }

  @Test func `an answer is complete at its last line even when the server stays`() async throws {
    let collected = try await answer(
      to: [HTTPText.chunkedHead(), HTTPText.chunk(FakeOllama.line("x") + FakeOllama.end()), .hang])
    #expect(collected.text == "x")
    #expect(collected.ends.count == 1)
  }

  @Test func `a length stop is told`() async throws {
    let collected = try await answer(to: FakeOllama.stream([FakeOllama.end(reason: "length")]))
    #expect(collected.ends.first?.stopReason == .length)
  }

  /// A fault, what it is called, and the text that came before it.
  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    var chat: [FakeServer.Step]
    var code: ProviderError.Code
    var words: String
    var text = ""
    var limits = OllamaProviderTests.patient

    var testDescription: String { name }

    static let started = [HTTPText.chunkedHead(), HTTPText.chunk(FakeOllama.line("def f"))]

    static let all = [
      Fault(
        name: "no such model", chat: HTTPText.response(404, #"{"error":"model 'tiny' not found"}"#),
        code: .modelNotFound, words: "no model 'tiny'"),
      Fault(
        name: "no such path",
        chat: HTTPText.response(404, type: "text/plain", "404 page not found"),
        code: .badResponse, words: "HTTP 404"),
      Fault(
        name: "no chat and no text",
        chat: HTTPText.response(400, #"{"error":"\"tiny\" does not support chat"}"#),
        code: .badRequest, words: "'tiny' writes no text"),
      Fault(
        name: "bad request", chat: HTTPText.response(400, #"{"error":"invalid options"}"#),
        code: .badRequest, words: "HTTP 400: invalid options"),
      Fault(
        name: "no such model, in other words",
        chat: HTTPText.response(404, #"{"error":"pull it first"}"#), code: .modelNotFound,
        words: "no model 'tiny'"),
      Fault(
        name: "key refused", chat: HTTPText.response(401, #"{"error":"unauthorized"}"#),
        code: .keyRefused, words: "HTTP 401: unauthorized"),
      Fault(
        name: "rate limit", chat: HTTPText.response(429, #"{"error":"slow down"}"#),
        code: .rateLimited, words: "HTTP 429: slow down"),
      Fault(
        name: "server error", chat: HTTPText.response(500, #"{"error":"out of memory"}"#),
        code: .serverError, words: "HTTP 500: out of memory"),
      Fault(
        name: "server error as a page",
        chat: HTTPText.response(502, type: "text/html", "<html>Bad Gateway</html>"),
        code: .serverError, words: "HTTP 502"),
      Fault(
        name: "overload", chat: HTTPText.response(503, #"{"error":"server busy"}"#),
        code: .overloaded, words: "HTTP 503: server busy"),
      Fault(
        name: "redirect", chat: HTTPText.response(302, ""), code: .badResponse, words: "HTTP 302"),
      Fault(
        name: "web page with 200",
        chat: HTTPText.response(200, type: "text/html", "<html>Sign in</html>"),
        code: .badResponse, words: "web page"),
      Fault(
        name: "web page without its type", chat: HTTPText.response(200, "<html>Sign in</html>\n"),
        code: .badResponse, words: "not JSON"),
      Fault(
        name: "not HTTP", chat: [.text("SSH-2.0-OpenSSH_9.2\r\n\r\n")], code: .badResponse,
        words: "does not speak HTTP"),
      Fault(name: "no answer at all", chat: [], code: .unanswered, words: "closed the connection"),
      Fault(name: "reset at once", chat: [.reset], code: .unanswered, words: "connection"),
      Fault(
        name: "truncated JSON",
        chat: started + [HTTPText.chunk(#"{"model":"tiny","mess"#), HTTPText.lastChunk],
        code: .brokenStream, words: "in the middle of a line", text: "def f"),
      Fault(
        name: "half an answer", chat: started + [HTTPText.lastChunk], code: .brokenStream,
        words: "before the answer was complete", text: "def f"),
      Fault(
        name: "half a chunk", chat: started + [.text("40\r\n{\"model\"")], code: .brokenStream,
        words: "broke in the middle", text: "def f"),
      Fault(
        name: "closed mid-stream", chat: started, code: .brokenStream, words: "broke in the middle",
        text: "def f"),
      Fault(
        name: "garbage line", chat: started + [HTTPText.chunk("garbage\n"), HTTPText.lastChunk],
        code: .badResponse, words: "line 2 of the answer is not JSON", text: "def f"),
      Fault(
        name: "error in mid-stream",
        chat: started + [HTTPText.chunk("{\"error\":\"out of memory\"}\n"), HTTPText.lastChunk],
        code: .brokenStream, words: "out of memory", text: "def f"),
      Fault(
        name: "idle in mid-stream", chat: started + [.hang], code: .timeout,
        words: "nothing more of the answer for 0.1 s", text: "def f",
        limits: OllamaProviderTests.patient(idle: .milliseconds(100))),
    ]
  }

  @Test(arguments: Fault.all)
  func `each fault has its name and keeps the text before it`(fault: Fault) async throws {
    let collected = try await answer(to: fault.chat, limits: fault.limits)
    let error = try #require(collected.providerError)
    #expect(error.code == fault.code)
    #expect(error.message.contains(fault.words))
    #expect(error.endpoint.hasPrefix("ollama at http://127.0.0.1:"))
    #expect(collected.text == fault.text)
    #expect(collected.ends.isEmpty)
  }

  @Test func `a reset in mid-stream keeps the text or was a reset`() async throws {
    let collected = try await answer(to: Fault.started + [.reset])
    let error = try #require(collected.providerError)
    // A reset may overtake the bytes before it: then nothing was answered.
    #expect([.brokenStream, .unanswered].contains(error.code))
    #expect(["def f", ""].contains(collected.text))
  }

  @Test func `a missing model is offered its nearest listed names`() async throws {
    let fake = FakeOllama(
      models: ["tiny2:latest", "llama3.2:3b", "tiny:1b"],
      chat: HTTPText.response(404, #"{"error":"model \"tinny\" not found, try pulling it first"}"#))
    let collected = try await withOllama(fake) { provider, _ in
      await collect(provider.generate(request("ollama/tiny:1c"), in: sampleContext))
    }
    #expect(collected.providerError?.code == .modelNotFound)
    #expect(collected.providerError?.suggestion == "tiny:1b, 'ollama pull tiny:1c'")
  }

  @Test func `a dead server is found out at once`() async throws {
    var services = try failingServices()
    services.environment = ["OLLAMA_HOST": "127.0.0.1:\(try unusedPort())"]
    services.limits = Self.patient
    let collected = try await withDirectory(services) { directory in
      let provider = try directory.resolve("ollama/tiny").provider
      return await collect(provider.generate(request("ollama/tiny"), in: sampleContext))
    }
    #expect(collected.providerError?.code == .unreachable)
    #expect(collected.providerError?.message == "connection refused")
  }

  @Test(arguments: [
    [FakeServer.Step.hang], [HTTPText.chunkedHead(), .hang],
    Fault.started + Array(repeating: HTTPText.chunk(" "), count: 3) + [.hang],
  ])
  func `the total deadline bounds a call at every stage`(chat: [FakeServer.Step]) async throws {
    let collected = try await answer(to: chat, limits: Self.patient(total: .milliseconds(150)))
    #expect(collected.providerError?.code == .timeout)
    #expect(collected.providerError?.message == "no complete answer within 0.15 s")
  }

  @Test(arguments: [[FakeServer.Step.hang], Fault.started + [.hang]])
  func `cancelling closes the socket at once`(chat: [FakeServer.Step]) async throws {
    try await withOllama(FakeOllama(chat: chat)) { provider, server in
      let call = Task {
        await collect(provider.generate(request("ollama/tiny"), in: sampleContext))
      }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
      call.cancel()
      let collected = await call.value
      #expect(collected.error is CancellationError)
      #expect(collected.ends.isEmpty)
      var departures = server.departures.makeAsyncIterator()
      await departures.next()
    }
  }

  @Test func `a stream that is dropped closes the socket`() async throws {
    try await withOllama(FakeOllama(chat: Fault.started + [.hang])) { provider, server in
      for try await event in provider.generate(request("ollama/tiny"), in: sampleContext) {
        #expect(event == .text("def f"))
        break
      }
      var departures = server.departures.makeAsyncIterator()
      await departures.next()
    }
  }

  @Test func `models are read`() async throws {
    try await withFakeServer({ FakeOllama(models: ["a:1b", "b:latest"], chat: []).script($0) }) {
      var services = try failingServices()
      services.environment = ["OLLAMA_HOST": $0.url]
      let kind = OllamaKind(services)
      let models = try await kind.provider.models()
      #expect(models.map(\.name) == ["a:1b", "b:latest"])
      #expect(models.first?.sizeBytes == 986_061_892)
      #expect(models.first?.quantization == "Q4_K_M")
      await kind.shutdown()
    }
  }

  @Test(arguments: [
    ("<html></html>", "/api/tags answered with a web page"),
    ("{}", "/api/tags did not answer with JSON of Ollama's"),
    ("", "/api/tags did not answer with JSON of Ollama's"),
  ])
  func `a server that is not Ollama is told`(body: String, message: String) async throws {
    try await withFakeServer({ _ in HTTPText.response(200, body) }) {
      var services = try failingServices()
      services.environment = ["OLLAMA_HOST": $0.url]
      let kind = OllamaKind(services)
      let error = await #expect(throws: ProviderError.self) { try await kind.provider.models() }
      #expect(error?.code == .badResponse)
      #expect(error?.message == message)
      await kind.shutdown()
    }
  }

  @Test func `a call after shutdown says so`() async throws {
    let kind = OllamaKind(try failingServices())
    await kind.shutdown()
    let error = await #expect(throws: ProviderError.self) { try await kind.provider.models() }
    #expect(error?.message == "koderz is closing")
  }
}

private struct SentChat: Decodable, Equatable {
  var model: String
  var messages: [Message]
  var stream: Bool
  var options: [String: Double]
}
