import Experiments
import Foundation
import ProviderTesting
import ServerTesting
import TestKit
import Testing

@testable import ModelProviders

/// The providers of OpenAI's and Anthropic's wires over real sockets, faults included.
///
/// Of the limits only the one that a test is about is short, as in `OllamaProviderTests`.
@Suite(.paced, .timeLimit(.minutes(2))) struct WireProviderTests {
  /// One of the two wires, with what differs between them.
  struct Wire: Sendable, CustomTestStringConvertible {
    var name: String
    var path: String
    var pieces: @Sendable ([String]) -> [FakeServer.Step]
    var begun: [String]
    var last: [String]
    var error: @Sendable (_ message: String) -> String
    /// The rest of the server's script: listings and keys.
    var script: @Sendable (_ answer: [FakeServer.Step]?, _ key: String?) -> FakeServer.Script

    var testDescription: String { name }

    static let openAI = Wire(
      name: "openai", path: "/v1/chat/completions", pieces: FakeOpenAI.saying,
      begun: [FakeOpenAI.first, FakeOpenAI.chunk("def f")].map { "data: \($0)\n\n" },
      last: [FakeOpenAI.finish(), FakeOpenAI.usage(), "[DONE]"].map { "data: \($0)\n\n" },
      error: { FakeOpenAI.error($0) },
      script: { answer, key in
        FakeOpenAI(models: ["tiny-1", "other", "text-embedding-3"], chat: answer, key: key).script
      })
    static let anthropic = Wire(
      name: "anthropic", path: "/v1/messages", pieces: FakeAnthropic.saying,
      begun: [FakeAnthropic.start(), FakeAnthropic.delta("def f")].map(FakeAnthropic.event),
      last: [FakeAnthropic.end(), FakeAnthropic.stop].map(FakeAnthropic.event),
      error: { FakeAnthropic.error("invalid_request_error", $0) },
      script: { answer, key in
        FakeAnthropic(models: ["a", "tiny-1", "other"], message: answer, key: key).script
      })
    static let both = [openAI, anthropic]

    /// A stream of text as it is, one chunk each.
    func raw(_ chunks: [String], end: [FakeServer.Step] = [HTTPText.lastChunk]) -> [FakeServer.Step]
    {
      [HTTPText.chunkedHead(type: "text/event-stream")] + chunks.map { HTTPText.chunk($0) } + end
    }
  }

  static func limits(
    total: Duration = .seconds(600), idle: Duration = .seconds(600)
  ) -> CallLimits {
    CallLimits(total: total, idle: idle, connect: .seconds(600), metadata: .seconds(600))
  }

  private func environment(_ url: String, key: String? = nil) -> [String: String] {
    var environment = ["OPENAI_BASE_URL": "\(url)/v1", "ANTHROPIC_BASE_URL": url]
    if let key { (environment["OPENAI_API_KEY"], environment["ANTHROPIC_API_KEY"]) = (key, key) }
    return environment
  }

  /// Runs a body with a provider of a wire whose server follows a script.
  private func with<Result>(
    _ wire: Wire,
    _ script: @escaping FakeServer.Script,
    limits: CallLimits = limits(),
    key: String? = nil,
    _ body: (any ModelProvider, FakeServer) async throws -> Result
  ) async throws -> Result {
    try await withFakeServer(script) { server in
      var services = try failingServices()
      services.environment = environment(server.url, key: key)
      services.limits = limits
      return try await withDirectory(services) { directory in
        try await body(try directory.resolve("\(wire.name)/tiny").provider, server)
      }
    }
  }

  private func answer(
    _ wire: Wire, to steps: [FakeServer.Step], limits: CallLimits = limits()
  ) async throws -> Collected {
    try await with(wire, wire.script(steps, nil), limits: limits) { provider, _ in
      await collect(provider.generate(request("\(wire.name)/tiny"), in: sampleContext))
    }
  }

  @Test(arguments: Wire.both)
  func `an answer is streamed with its end and counts`(wire: Wire) async throws {
    let collected = try await answer(wire, to: wire.pieces(["def ", "größe", "(): 🐍"]))
    #expect(collected.error == nil)
    #expect(collected.text == "def größe(): 🐍")
    #expect(
      collected.ends == [
        GenerationEnd(
          usage: Usage(inputTokens: 26, outputTokens: 3), stopReason: .stop,
          reportedModel: "tiny-0", unsent: wire.name == "anthropic" ? ["top-p"] : [])
      ])
  }

  /// Ways to write the same stream.
  private static let spellings: [(String, @Sendable ([String]) -> [String])] = [
    ("CRLF", { $0.map { $0.replacing("\n", with: "\r\n") } }),
    ("CR", { $0.map { $0.replacing("\n", with: "\r") } }),
    ("no blank after the colon", { $0.map { $0.replacing("data: ", with: "data:") } }),
    ("comments and pings", { $0.flatMap { [": ping\n\n", "event: ping\n\n", $0] } }),
    ("no blank line at the end", { [$0.joined().trimmingCharacters(in: .newlines)] }),
    ("all in one chunk", { [$0.joined()] }),
    ("the final events twice", { $0 + $0.suffix(2) }),
    ("white space before", { ["\n\n \n"] + $0 }),
  ]

  @Test(arguments: Wire.both, spellings.map(\.0))
  func `a stream may be written in many ways`(wire: Wire, spelling: String) async throws {
    let write = try #require(Self.spellings.first { $0.0 == spelling }).1
    let collected = try await answer(wire, to: wire.raw(write(wire.begun + wire.last)))
    #expect(collected.error == nil)
    #expect(collected.text == "def f")
    #expect(collected.ends.count == 1)
  }

  @Test(arguments: Wire.both)
  func `a character split between chunks is whole`(wire: Wire) async throws {
    let text = (wire.begun + wire.last).joined().replacing("def f", with: "größe 🐍")
    let bytewise = Array(text.utf8).map { HTTPText.chunk([$0]) }
    let collected = try await answer(
      wire, to: [HTTPText.chunkedHead(type: "text/event-stream")] + bytewise + [HTTPText.lastChunk])
    #expect(collected.text == "größe 🐍")
    #expect(collected.ends.count == 1)
  }

  @Test(arguments: Wire.both)
  func `a line of 5 MB is text like any other`(wire: Wire) async throws {
    let long = String(repeating: "x", count: 5 << 20)
    let collected = try await answer(wire, to: wire.pieces([long]))
    #expect(collected.error == nil)
    #expect(collected.text.utf8.count == 5 << 20)
  }

  @Test(arguments: Wire.both)
  func `an answer is complete at its end even when the server stays`(wire: Wire) async throws {
    let collected = try await answer(wire, to: wire.raw(wire.begun + wire.last, end: [.hang]))
    #expect(collected.text == "def f")
    #expect(collected.ends.count == 1)
  }

  @Test func `a plain document answers a request for a stream`() async throws {
    let message = #"{"role":"assistant","content":"def f"}"#
    let openAI = try await answer(
      .openAI, to: HTTPText.response(200, FakeOpenAI.document(message)))
    let anthropic = try await answer(
      .anthropic, to: HTTPText.response(200, FakeAnthropic.document("def f")))
    for collected in [openAI, anthropic] {
      #expect(collected.error == nil)
      #expect(collected.text == "def f")
      #expect(collected.ends.first?.usage == Usage(inputTokens: 26, outputTokens: 3))
    }
  }

  @Test(arguments: Wire.both, Fault.all)
  func `each fault has its name and keeps the text before it`(
    wire: Wire, fault: Fault
  ) async throws {
    let collected = try await answer(wire, to: fault.steps(wire), limits: fault.limits)
    let error = try #require(collected.providerError)
    #expect(error.code == fault.code)
    #expect(error.message.contains(fault.words), "\(error.message)")
    #expect(error.endpoint.hasPrefix("\(wire.name) at http://127.0.0.1:"))
    #expect(!error.endpoint.hasSuffix("/v1"))
    #expect(collected.text == fault.text)
    #expect(collected.ends.isEmpty)
  }

  @Test(arguments: Wire.both)
  func `a refused key is told without the key`(wire: Wire) async throws {
    let collected = try await with(
      wire, wire.script(nil, "right"), key: "sk-wrong-key"
    ) { provider, _ in
      await collect(provider.generate(request("\(wire.name)/tiny"), in: sampleContext))
    }
    let error = try #require(collected.providerError)
    #expect(error.code == .keyRefused)
    #expect(error.httpStatus == 401)
    #expect(error.message.contains("<redacted>"))
    #expect(!error.description.contains("sk-wrong"))
    #expect(error.suggestion == "another key in \(wire.name.uppercased())_API_KEY")
  }

  @Test(arguments: Wire.both)
  func `a key that is right opens`(wire: Wire) async throws {
    let collected = try await with(
      wire, wire.script(wire.pieces(["x"]), "right"), key: " right "
    ) { provider, _ in
      await collect(provider.generate(request("\(wire.name)/tiny"), in: sampleContext))
    }
    #expect(collected.text == "x")
  }

  @Test(arguments: Wire.both)
  func `a rate limit says how long to wait and which call it was`(wire: Wire) async throws {
    let steps = HTTPText.response(
      429, headers: ["Retry-After": "7", "x-request-id": "req_9"], wire.error("slow down"))
    let error = try #require(try await answer(wire, to: steps).providerError)
    #expect(error.code == .rateLimited)
    #expect(error.retryAfter == .seconds(7))
    #expect(error.httpStatus == 429)
    #expect(error.requestID == "req_9")
  }

  @Test(arguments: Wire.both)
  func `a missing model is offered its nearest listed names`(wire: Wire) async throws {
    let error = try await with(wire, wire.script(nil, nil)) { provider, _ in
      await collect(provider.generate(request("\(wire.name)/tiny"), in: sampleContext))
    }.providerError
    #expect(error?.code == .modelNotFound)
    #expect(error?.message.hasPrefix("the server has no model 'tiny' (HTTP 404: ") == true)
    #expect(error?.suggestion == "\(wire.name)/tiny-1")
  }

  @Test(arguments: Wire.both)
  func `a bare name that nobody claims is asked for in the servers' lists`(wire: Wire) async throws
  {
    try await withFakeServer(wire.script(nil, nil)) { server in
      var services = try failingServices()
      services.environment = environment(server.url)
      services.environment["OLLAMA_HOST"] = "127.0.0.1:1"
      try await withDirectory(services) { directory in
        #expect(throws: ProviderError.self) { try directory.resolve("other") }
        let found = try await directory.find("other")
        #expect(found.resolution.hasSuffix("lists it"))
        let asked = server.requests.count
        for name in ["openai/other:x", "no-such:model"] { _ = try? await directory.find(name) }
        #expect(server.requests.count == asked)
        let error = await #expect(throws: ProviderError.self) { try await directory.find("othr") }
        #expect(error?.code == .notConfigured)
      }
    }
  }

  @Test(arguments: Wire.both)
  func `models are listed by names that resolve, over all pages`(wire: Wire) async throws {
    try await withFakeServer(wire.script(nil, nil)) { server in
      var services = try failingServices()
      services.environment = environment(server.url)
      try await withDirectory(services) { directory in
        let provider = try #require(directory.listing.first { $0.name == wire.name })
        let names = try await provider.models().map(\.name)
        let extra = wire.name == "anthropic" ? ["anthropic/a"] : []
        #expect(names == extra + ["\(wire.name)/tiny-1", "\(wire.name)/other"])
        let bare = try directory.resolve("other")
        #expect(bare.provider.name == wire.name)
        #expect(bare.resolution == "\(wire.name) at \(server.url) lists it")
        #expect(bare.tier == .local)
        #expect(bare.price == .free)
      }
    }
  }

  @Test(arguments: Wire.both)
  func `a listing that is none is told`(wire: Wire) async throws {
    for (body, words) in [("<html>", "a web page"), ("{}", "a list of models"), ("", "JSON of")] {
      try await with(wire, { _ in HTTPText.response(200, body) }) { provider, _ in
        let error = await #expect(throws: ProviderError.self) { try await provider.models() }
        #expect(error?.code == .badResponse)
        #expect(error?.message.contains(words) == true)
      }
    }
  }

  /// A script that refuses each option of a list while it is sent.
  private static func refusing(
    _ wire: Wire, _ options: [String: String]
  ) -> FakeServer.Script {
    { request in
      guard request.path == wire.path else { return wire.script(nil, nil)(request) }
      let body = String(decoding: request.body, as: UTF8.self)
      let refused = options.keys.sorted().first { body.contains("\"\($0)\":") }
      guard let refused, let message = options[refused] else { return wire.pieces(["x"]) }
      return HTTPText.response(400, wire.error(message))
    }
  }

  @Test(arguments: [
    (
      Wire.openAI,
      [
        "max_tokens": "Unsupported parameter: 'max_tokens' is not supported with this model.",
        "temperature": "Unsupported value: 'temperature' does not support 0.1.",
        "top_p": "Unsupported parameter: 'top_p'",
      ], 4
    ),
    (.anthropic, ["temperature": "temperature is deprecated for this model."], 2),
  ])
  func `options that a model refuses are left out from then on`(
    wire: Wire, options: [String: String], first: Int
  ) async throws {
    try await with(wire, Self.refusing(wire, options)) { provider, server in
      for calls in [first, first + 1] {
        let collected = await collect(
          provider.generate(request("\(wire.name)/tiny"), in: sampleContext))
        #expect(collected.text == "x")
        #expect(collected.ends.count == 1)
        #expect(collected.ends.first?.unsent == ["temperature", "top-p"])
        #expect(server.requests.count == calls)
      }
    }
  }

  @Test(arguments: Wire.both)
  func `an option that is refused in every form is asked for once more only`(
    wire: Wire
  ) async throws {
    let always = HTTPText.response(400, wire.error("temperature is not supported"))
    try await with(wire, wire.script(always, nil)) { provider, server in
      let collected = await collect(
        provider.generate(request("\(wire.name)/tiny"), in: sampleContext))
      #expect(collected.providerError?.code == .badRequest)
      #expect(server.requests.count == 2)
    }
  }

  @Test(arguments: Wire.both, [0, 1])
  func `cancelling closes the socket at once`(wire: Wire, stage: Int) async throws {
    let steps = stage == 0 ? [.hang] : wire.raw(wire.begun, end: [.hang])
    try await with(wire, wire.script(steps, nil)) { provider, server in
      let call = Task {
        await collect(provider.generate(request("\(wire.name)/tiny"), in: sampleContext))
      }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
      call.cancel()
      #expect(await call.value.error is CancellationError)
      var departures = server.departures.makeAsyncIterator()
      await departures.next()
    }
  }

  @Test(arguments: [("openai/tiny", "OPENAI_BASE_URL"), ("tiny:1b", "OLLAMA_HOST")])
  func `a proxy is asked to connect to servers that are elsewhere`(
    model: String, variable: String
  ) async throws {
    try await withFakeServer({ _ in HTTPText.response(403, "no") }) { proxy in
      var services = try failingServices()
      services.environment = [variable: "http://models.example:8000", "HTTP_PROXY": proxy.url]
      try await withDirectory(services) { directory in
        let provider = try directory.resolve(model).provider
        let collected = await collect(provider.generate(request(model), in: sampleContext))
        #expect(collected.providerError?.code == .unreachable)
        #expect(proxy.requests.first?.method == "CONNECT")
        #expect(proxy.requests.first?.path == "models.example:8000")
      }
    }
  }

  @Test func `LM Studio's own listing says what is loaded and leaves embeddings out`() async throws
  {
    let listing =
      #"{"data":[{"id":"qwen","type":"llm","state":"loaded","max_context_length":32768,"#
      + #""quantization":"Q4_K_M"},{"id":"nomic","type":"embeddings"},{"id":"vl","type":"vlm","#
      + #""state":"not-loaded"}]}"#
    let expected = [
      ListedModel(
        name: "lmstudio/qwen", quantization: "Q4_K_M", contextTokens: 32_768, isLoaded: true),
      ListedModel(name: "lmstudio/vl", isLoaded: false),
    ]
    for (studio, models) in [(listing, expected), (nil, [ListedModel(name: "lmstudio/tiny")])] {
      try await withFakeServer(
        FakeOpenAI(models: ["tiny", "nomic-embed"], studioListing: studio).script
      ) {
        var services = try failingServices()
        services.environment = ["LMSTUDIO_BASE_URL": "\($0.url)/v1"]
        try await withDirectory(services) { directory in
          let provider = try #require(directory.listing.first { $0.name == "lmstudio" })
          #expect(try await provider.models() == models)
        }
      }
    }
  }
}
