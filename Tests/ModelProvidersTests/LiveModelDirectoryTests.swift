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
    ("claude-sonnet-4-5", "ANTHROPIC_API_KEY"), ("anthropic/claude-opus-4-5", "ANTHROPIC_API_KEY"),
    ("gpt-4o-mini", "OPENAI_API_KEY"), ("o3-mini", "OPENAI_API_KEY"),
    ("openai/gpt-4o", "OPENAI_API_KEY"),
  ])
  func `a hosted model without a key names the variable and a way out`(
    model: String, variable: String
  ) throws {
    let error = #expect(throws: ProviderError.self) { try resolve(model) }
    #expect(error?.code == .notConfigured)
    #expect(error?.message == "'\(model)' needs a key: \(variable) is not set")
    #expect(error?.suggestion?.contains(".env") == true)
  }

  @Test(arguments: [
    ("tiny:1b", "tiny:1b"), ("tiny:1b", "ollama/tiny:1b"), ("ollama/tiny:1b", "tiny:1b"),
    ("ollama/tiny", "ollama/tiny"), ("lmstudio/tiny", "lmstudio/tiny"),
    ("exec:./m --fast", "exec:./m --fast"),
  ])
  func `a price table's entry counts for local models too`(entry: String, model: String) throws {
    let table = """
      {"models":[{"model":"\(entry)","tier":"small-frontier","input":"2","output":"3",\
      "asOf":"2027-01-01","source":"s"}]}
      """
    var services = try failingServices()
    services.prices = services.prices.overridden(by: try PriceTable(json: Array(table.utf8)))
    let resolved = try LiveModelDirectory(services).resolve(model)
    #expect(resolved.tier == .smallFrontier)
    #expect(resolved.price?.outputPicoUSD == 3_000_000)
  }

  private static let keys = ["OPENAI_API_KEY": "k", "ANTHROPIC_API_KEY": "k"]

  @Test(arguments: [
    ("claude-sonnet-4-5", "anthropic", Tier.fullFrontier, true, "claude- means Anthropic"),
    ("anthropic/claude-haiku-4-5", "anthropic", .smallFrontier, true, ""),
    ("claude-next-9", "anthropic", .fullFrontier, false, "claude- means Anthropic"),
    ("gpt-4o-mini", "openai", .smallFrontier, true, "names that begin so are OpenAI's"),
    ("o4-mini", "openai", .smallFrontier, true, "names that begin so are OpenAI's"),
    ("chatgpt-4o-latest", "openai", .fullFrontier, false, "names that begin so are OpenAI's"),
    ("openai/ft:gpt-4o:me", "openai", .fullFrontier, false, ""),
    ("claude-like:7b", "ollama", .local, true, "a colon means Ollama"),
    ("gpt-oss:20b", "ollama", .local, true, "a colon means Ollama"),
    ("lmstudio/qwen:2", "lmstudio", .local, true, ""), ("ollama/o3", "ollama", .local, true, ""),
    ("exec:./m 'a: b'", "exec", .local, false, ""),
  ])
  func `a name says whose it is, what it costs and why`(
    model: String, provider: String, tier: Tier, isPriced: Bool, resolution: String
  ) throws {
    var services = try failingServices()
    services.environment = Self.keys
    let resolved = try LiveModelDirectory(services).resolve(model)
    #expect(resolved.provider.name == provider)
    #expect(resolved.tier == tier)
    #expect((resolved.price != nil) == isPriced)
    #expect(resolved.resolution == resolution)
    #expect(resolved.name == model)
  }

  @Test(arguments: [
    ("http://127.0.0.1:8000/v1", "openai/tiny", Tier.local, Int?.some(0)),
    ("http://gpubox:8000", "openai/tiny", .local, 0),
    ("https://models.example.org/v1", "openai/tiny", .fullFrontier, nil),
    ("http://127.0.0.1:4000", "openai/gpt-4o-mini", .smallFrontier, 150),
    // What a proxy may pass on to a vendor is not free because the proxy is near.
    ("http://127.0.0.1:4000", "openai/gpt-4-turbo", .fullFrontier, nil),
    ("http://127.0.0.1:4000", "o1", .fullFrontier, nil),
    ("http://127.0.0.1:4000", "openai/gpt-oss-20b", .local, 0),
    ("http://127.0.0.1:4000", "openai/olmo-7b", .local, 0),
    ("http://127.0.0.1:4000", "openai/azure/gpt-4o", .fullFrontier, nil),
    ("http://127.0.0.1:4000", "openai/openrouter/anthropic/claude-sonnet-4-5", .fullFrontier, nil),
    ("http://127.0.0.1:4000", "openai/gemini-2.5-pro", .fullFrontier, nil),
    ("http://127.0.0.1:4000", "openai/gemini/gemini-2.5-flash", .smallFrontier, nil),
    ("http://127.0.0.1:4000", "openai/deepseek-chat", .fullFrontier, nil),
    ("http://127.0.0.1:8000", "openai/deepseek-ai/deepseek-coder-6.7b-instruct", .local, 0),
    ("http://127.0.0.1:8000", "openai/openai/gpt-oss-120b", .local, 0),
  ])
  func `another server than OpenAI's needs no key and is free when it is near`(
    url: String, model: String, tier: Tier, input: Int?
  ) throws {
    var services = try failingServices()
    services.environment = ["OPENAI_BASE_URL": url]
    let resolved = try LiveModelDirectory(services).resolve(model)
    #expect(resolved.tier == tier)
    #expect(resolved.price?.inputPicoUSD == input.map { $0 * 1000 })
  }

  @Test func `a setting that is no URL or no key is told where it is used`() throws {
    var services = try failingServices()
    services.environment = ["OPENAI_BASE_URL": "ftp://x", "ANTHROPIC_API_KEY": "k\nk"]
    let directory = LiveModelDirectory(services)
    for (model, variable) in [("openai/x", "OPENAI_BASE_URL"), ("claude-x", "ANTHROPIC_API_KEY")] {
      let error = #expect(throws: ProviderError.self) { try directory.resolve(model) }
      #expect(error?.code == .notConfigured)
      #expect(error?.message.contains(variable) == true)
    }
    #expect(directory.listing.map(\.name) == ["sim", "ollama"])
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
    "sim:0.3:1:2", "ollama/", "openai/", "anthropic/", "lmstudio/", "exec:", "exec:'m",
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
    #expect(
      LiveModelDirectory(try failingServices()).price(of: model)?.inputPicoUSD
        == input.map { $0 * 1000 })
  }
}
