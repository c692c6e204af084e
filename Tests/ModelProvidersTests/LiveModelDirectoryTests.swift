import Experiments
import ModelProviders
import Testing

@Suite struct LiveModelDirectoryTests {
  private func resolve(_ model: String) throws -> ResolvedModel {
    var services = try failingServices()
    services.readFile = { _ in Array(#"{"task_id":"A","response":"x"}"#.utf8) }
    return try LiveModelDirectory(services).resolve(model)
  }

  @Test(arguments: [
    ("sim:0.3", "sim", true), ("sim:0.3:7", "sim", true), (" sim:0 ", "sim", true),
    ("recorded:a.jsonl", "recorded", false), ("recorded:/a:b.jsonl", "recorded", false),
    ("ollama/llama3.2", "ollama", false), ("qwen2.5-coder:32b", "ollama", false),
    ("gpt-oss:20b", "ollama", false), ("hf.co/user/model:Q4", "ollama", false),
  ])
  func `a name finds its provider`(model: String, provider: String, isSimulator: Bool) throws {
    let resolved = try resolve(model)
    #expect(resolved.provider.name == provider)
    #expect(resolved.isSimulator == isSimulator)
    #expect(resolved.tier == .local)
    #expect(resolved.price == .free)
  }

  @Test(arguments: [
    ("claude-sonnet-4-5", "Anthropic"), ("anthropic/claude-opus-4-5", "Anthropic"),
    ("gpt-4o-mini", "OpenAI"), ("o3-mini", "OpenAI"), ("openai/gpt-4o", "OpenAI"),
    ("lmstudio/qwen:7b", "LM Studio"),
  ])
  func `a model of an absent service names the service and a way out`(
    model: String, service: String
  ) throws {
    let error = #expect(throws: ProviderError.self) { try resolve(model) }
    #expect(error?.code == .notConfigured)
    #expect(
      error?.message
        == "'\(model)' needs the \(service) provider, which this koderz does not have")
    #expect(error?.suggestion?.contains("sim:0.4") == true)
  }

  @Test(arguments: [
    ("claud-haiku-5-5", "claude-haiku-5-5, claude-haiku-4-5"), ("llama3.2", "ollama/llama3.2"),
  ])
  func `a name that nobody claims gets a suggestion`(model: String, suggestion: String) throws {
    let error = #expect(throws: ProviderError.self) { try resolve(model) }
    #expect(error?.code == .notConfigured)
    #expect(error?.suggestion == suggestion)
  }

  @Test(arguments: [
    "sim", "sim:", "sim:x", "sim:1.5", "sim:-0.1", "sim:nan", "sim:0.3:", "sim:0.3:-1",
    "sim:0.3:1:2", "ollama/",
  ])
  func `a malformed name says its form`(model: String) {
    let error = #expect(throws: ProviderError.self) { try resolve(model) }
    #expect(error?.code == .notConfigured)
    #expect(error?.suggestion != nil)
  }

  @Test func `listing shows the simulator as itself and opens nothing`() throws {
    let directory = LiveModelDirectory(try failingServices())
    #expect(directory.listing.map(\.name) == ["sim", "ollama"])
  }

  @Test(arguments: [
    ("claude-opus-4-5", Int?.some(5_000)), ("openai/gpt-4o-mini", 150), ("qwen2.5-coder:32b", 0),
    ("sim:0.4", 0), ("claude-next-9", nil), ("llama3.2", nil),
  ])
  func `a price needs no provider`(model: String, input: Int?) throws {
    #expect(LiveModelDirectory(try failingServices()).price(of: model)?.inputNanoUSD == input)
  }
}
