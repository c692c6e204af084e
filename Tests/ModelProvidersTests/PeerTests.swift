import Experiments
import Foundation
import ProviderTesting
import ServerTesting
import Testing

@testable import ModelProviders

/// Judges from outside, each only where an environment variable says that it is there.
///
/// `KODERZ_PEER_PYTHON` is a Python with the packages `openai`, `anthropic` and `ollama`;
/// `KODERZ_PEER_LLAMA` the URL of a llama.cpp server, `KODERZ_PEER_LITELLM` that of a LiteLLM proxy
/// with `KODERZ_PEER_LITELLM_KEY` and mock models named as the tests below say.
@Suite(.timeLimit(.minutes(5))) struct PeerTests {
  private static func variable(_ name: String) -> String {
    ProcessInfo.processInfo.environment["KODERZ_PEER_\(name)"] ?? ""
  }

  private static func isSet(_ name: String) -> Bool { !variable(name).isEmpty }

  // MARK: The vendors' clients at our fake servers

  @Test(
    .enabled(if: isSet("PYTHON"), "KODERZ_PEER_PYTHON names no Python with the vendors' clients"),
    arguments: ["openai", "anthropic", "ollama"])
  func `a vendor's own client accepts the fake server`(kind: String) async throws {
    let script: FakeServer.Script =
      switch kind {
      case "openai": FakeOpenAI(key: "sk-judge").script
      case "anthropic": FakeAnthropic(key: "sk-judge").script
      default: FakeOllama(models: ["tiny"], saying: ["def ", "f(): pass"]).script
      }
    try await withFakeServer(script) { server in
      let (code, output) = try await judge([kind, server.url, "tiny", "sk-judge"])
      #expect(code == 0, "\(output)")
      #expect(output.contains("ok stream"))
    }
  }

  private func judge(_ arguments: [String]) async throws -> (Int32, String) {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(filePath: Self.variable("PYTHON"))
    process.arguments = [folder.appending(path: "Peers/judge.py").path] + arguments
    process.environment = ["PYTHONDONTWRITEBYTECODE": "1", "NO_PROXY": "*"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    let code = try await withCheckedThrowingContinuation { done in
      process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { done.resume(throwing: error) }
    }
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    return (code, String(decoding: output, as: UTF8.self))
  }

  // MARK: Our providers at real servers

  private func ask(
    _ model: String, of url: String, key: String? = nil, limit: Int = 200,
    thinking: Thinking? = nil,
    content: String = "Please write fizzbuzz"
  ) async throws -> Collected {
    var services = try failingServices()
    services.environment = ["OPENAI_BASE_URL": url, "ANTHROPIC_BASE_URL": url]
    if let key {
      services.environment["OPENAI_API_KEY"] = key
      services.environment["ANTHROPIC_API_KEY"] = key
    }
    services.limits = CallLimits(total: .seconds(60))
    return try await withDirectory(services) { directory in
      let resolved = try directory.resolve(model)
      var request = request(model, seed: 1)
      request.messages = [Message(role: .user, content: content)]
      request.sampling.maxOutputTokens = limit
      request.sampling.thinking = thinking
      return await collect(resolved.provider.generate(request, in: sampleContext))
    }
  }

  @Test(
    .enabled(if: isSet("LLAMA"), "KODERZ_PEER_LLAMA names no llama.cpp server"),
    arguments: ["openai/tiny", "anthropic/tiny"])
  func `llama.cpp answers on both wires`(model: String) async throws {
    let url = Self.variable("LLAMA")
    let collected = try await ask(model, of: url)
    #expect(collected.error == nil)
    #expect(!collected.text.isEmpty)
    let end = try #require(collected.ends.first)
    #expect(end.reportedModel == "tiny")
    #expect((end.usage.inputTokens ?? 0) > 0)
    #expect((end.usage.outputTokens ?? 0) > 0)
    #expect(try await ask(model, of: url, limit: 3).ends.first?.stopReason == .length)
    if model.hasPrefix("openai/") {  // Anthropic's wire has no seed
      #expect(try await ask(model, of: url).text == collected.text)
    }
    let long = try await ask(
      model, of: url, content: String(repeating: "fizzbuzz and more ", count: 20_000))
    #expect(long.providerError?.code == .contextExceeded, "\(long.providerError as Any)")
  }

  @Test(.enabled(if: isSet("LLAMA"), "KODERZ_PEER_LLAMA names no llama.cpp server"))
  func `llama.cpp lists its model`() async throws {
    var services = try failingServices()
    services.environment = [
      "OPENAI_BASE_URL": Self.variable("LLAMA"), "LMSTUDIO_BASE_URL": Self.variable("LLAMA"),
    ]
    try await withDirectory(services) { directory in
      for name in ["openai", "lmstudio"] {
        let provider = try #require(directory.listing.first { $0.name == name })
        #expect(try await provider.models().map(\.name) == ["\(name)/tiny"])
      }
    }
  }

  @Test(
    .enabled(if: isSet("LITELLM"), "KODERZ_PEER_LITELLM names no LiteLLM proxy"),
    arguments: [
      ("openai/mock-hello", "Hello from the mock.", ProviderError.Code?.none),
      ("openai/mock-429", "", .rateLimited), ("openai/mock-500", "", .serverError),
      ("openai/mock-context", "", .contextExceeded), ("openai/mock-timeout", "", .timeout),
      ("openai/mock-midstream", "", .overloaded), ("openai/mock-filter", "", .badRequest),
      ("openai/mock-none", "", .modelNotFound),
      ("anthropic/claude-mock", "Hello from the Claude mock.", nil),
      ("anthropic/mock-429", "", .rateLimited),
    ])
  func `LiteLLM's answers and faults have their names`(
    model: String, text: String, code: ProviderError.Code?
  ) async throws {
    let collected = try await ask(
      model, of: Self.variable("LITELLM"), key: Self.variable("LITELLM_KEY"))
    #expect(collected.providerError?.code == code, "\(collected.providerError as Any)")
    #expect(collected.text == text)
    #expect(collected.ends.count == (code == nil ? 1 : 0))
  }

  @Test(
    .enabled(if: isSet("LITELLM"), "KODERZ_PEER_LITELLM names no LiteLLM proxy"),
    arguments: ["openai/mock-hello", "anthropic/claude-mock"])
  func `LiteLLM refuses a wrong key`(model: String) async throws {
    let collected = try await ask(model, of: Self.variable("LITELLM"), key: "sk-wrong-key")
    #expect(collected.providerError?.code == .keyRefused)
  }

  @Test(
    .enabled(
      if: isSet("LITELLM") && isSet("LLAMA"), "KODERZ_PEER_LITELLM or KODERZ_PEER_LLAMA is missing"),
    arguments: ["openai/via-llama", "anthropic/via-llama-hosted"])
  func `LiteLLM in front of llama.cpp streams on both wires`(model: String) async throws {
    let collected = try await ask(
      model, of: Self.variable("LITELLM"), key: Self.variable("LITELLM_KEY"))
    #expect(collected.error == nil)
    #expect(!collected.text.isEmpty)
    #expect(collected.ends.count == 1)
  }
}
