import CanonicalJSON
import Experiments
import Foundation
import ModelProviders
import ProviderTesting
import ServerTesting
import Testing

/// What Ollama is sent beside the messages, what it refuses, and what it says of its own times.
@Suite(.timeLimit(.minutes(2))) struct OllamaOptionsTests {
  private func asked(
    _ fake: FakeOllama, calls: Int = 1, _ change: @Sendable (inout Sampling) -> Void = { _ in }
  ) async throws -> (Collected, bodies: [(path: String, body: String)]) {
    try await withFakeServer({ fake.script($0) }) { server in
      var services = try failingServices()
      services.environment = ["OLLAMA_HOST": server.url]
      var last = Collected()
      try await withDirectory(services) { directory in
        let provider = try directory.resolve("ollama/tiny").provider
        var asked = request("ollama/tiny")
        change(&asked.sampling)
        for _ in 0..<calls { last = await collect(provider.generate(asked, in: sampleContext)) }
      }
      let posts = server.requests.filter { ["/api/chat", "/api/generate"].contains($0.path) }
      return (last, posts.map { ($0.path, String(decoding: $0.body, as: UTF8.self)) })
    }
  }

  @Test(arguments: [
    (Thinking?.none, String?.none), (.off, "\"think\":false"), (.on, "\"think\":true"),
    (.low, "\"think\":\"low\""), (.medium, "\"think\":\"medium\""), (.high, "\"think\":\"high\""),
  ])
  func `thinking is sent as the protocol has it`(thinking: Thinking?, sent: String?) async throws {
    let (_, calls) = try await asked(FakeOllama(saying: ["a"])) { $0.thinking = thinking }
    #expect(calls.count == 1)
    if let sent { #expect(calls[0].body.contains(sent)) }
    #expect(calls[0].body.contains("think") == (sent != nil))
  }

  @Test func `a model that refuses to think is asked without, and never with it again`()
    async throws
  {
    var fake = FakeOllama(saying: ["a"])
    fake.refusesToThink = true
    let (answer, calls) = try await asked(fake, calls: 2) { $0.thinking = .high }
    #expect(answer.text == "a")
    #expect(answer.ends.first?.unsent == ["thinking"])
    #expect(calls.map { $0.body.contains("think") } == [true, false, false])
  }

  @Test func `a model that takes no chat is given the bare text`() async throws {
    var fake = FakeOllama(saying: [])
    fake.refusesToChat = true
    fake.generate = FakeOllama.stream([
      "{\"model\":\"tiny\",\"response\":\"x = \",\"done\":false}\n",
      "{\"model\":\"tiny\",\"response\":\"1\",\"done\":true,\"eval_count\":3}\n",
    ])
    let (answer, calls) = try await asked(fake, calls: 2)
    #expect(answer.text == "x = 1")
    #expect(answer.ends.first?.usage.outputTokens == 3)
    #expect(calls.map(\.path) == ["/api/chat", "/api/generate", "/api/generate"])
    #expect(calls[1].body.contains("\"prompt\":\"Write it.\""))
    #expect(calls[1].body.contains("\"raw\":true"))
  }

  @Test(arguments: [("5m", "\"keep_alive\":\"5m\""), ("-1", "\"keep_alive\":-1")])
  func `keep alive is a text with a unit or a number`(written: String, sent: String) async throws {
    let (_, calls) = try await asked(FakeOllama(saying: ["a"])) { $0.keepAlive = written }
    #expect(calls[0].body.contains(sent))
  }

  @Test func `a schema goes as it was written, in its own order`() async throws {
    let schema = #"{"type":"object","properties":{"z":{"type":"string"},"a":{"type":"string"}}}"#
    let (_, calls) = try await asked(FakeOllama(saying: ["a"])) { $0.answerSchema = schema }
    #expect(calls[0].body.hasSuffix(#","format":\#(schema)}"#))
    #expect((try? JSONValue(parsing: calls[0].body)) != nil)
  }

  @Test func `a schema that is not JSON is never sent`() async throws {
    let (answer, calls) = try await asked(FakeOllama(saying: ["a"])) { $0.answerSchema = "{" }
    #expect(answer.providerError != nil)
    #expect(calls.isEmpty)
  }

  @Test func `the server's nanoseconds are kept as milliseconds`() async throws {
    let (answer, _) = try await asked(FakeOllama(saying: ["a"]))
    let timing = answer.ends.first?.timing
    #expect(timing?.promptMs == 342.546)
    #expect(timing?.generationMs == 4535.599)
    #expect(timing?.loadMs == nil)
  }

  private func withKind<Result>(
    _ fake: FakeOllama, _ body: (OllamaKind) async throws -> Result
  ) async throws -> Result {
    try await withFakeServer({ fake.script($0) }) { server in
      var services = try failingServices()
      services.environment = ["OLLAMA_HOST": server.url]
      let kind = OllamaKind(services)
      let result = try await body(kind)
      await kind.shutdown()
      return result
    }
  }

  @Test func `a listing says what is in memory`() async throws {
    var fake = FakeOllama(models: ["a:1b", "b:1b"], chat: [])
    fake.loaded = ["b:1b"]
    let models = try await withKind(fake) { try await $0.provider.models() }
    #expect(models.map(\.isLoaded) == [false, true])
  }

  @Test func `a download says how far it is`() async throws {
    let progress = try await withKind(FakeOllama(chat: [])) { kind in
      var all: [PullProgress] = []
      for try await one in kind.provider.pull("ollama/tiny") { all.append(one) }
      return all
    }
    #expect(progress.first?.status == "pulling manifest")
    #expect(progress.compactMap(\.completedBytes) == [1000, 4000])
    #expect(progress.last?.status == "success")
  }

  @Test(arguments: [
    (
      ["{\"error\":\"pull model manifest: file does not exist\"}\n"],
      ProviderError.Code.modelNotFound
    ),
    (["{\"status\":\"pulling manifest\"}\n"], .brokenStream), (["<html>\n"], .badResponse),
    (["{\"error\":\"no space left on device\"}\n"], .serverError),
  ])
  func `a download that fails says why`(lines: [String], code: ProviderError.Code) async throws {
    var fake = FakeOllama(chat: [])
    fake.pull = FakeOllama.stream(lines)
    let found = try await withKind(fake) { kind in
      do {
        for try await _ in kind.provider.pull("tiny") {}
        return ProviderError.Code?.none
      } catch let error as ProviderError {
        return error.code
      }
    }
    #expect(found == code)
  }

  @Test func `stopping a download closes the socket`() async throws {
    var fake = FakeOllama(chat: [])
    fake.pull = [HTTPText.chunkedHead(), HTTPText.chunk("{\"status\":\"pulling\"}\n"), .hang]
    let script = fake
    try await withFakeServer({ script.script($0) }) { server in
      var services = try failingServices()
      services.environment = ["OLLAMA_HOST": server.url]
      let kind = OllamaKind(services)
      for try await _ in kind.provider.pull("tiny") { break }
      var departures = server.departures.makeAsyncIterator()
      await departures.next()
      await kind.shutdown()
    }
  }
}
