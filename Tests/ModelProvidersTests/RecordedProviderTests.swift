import Experiments
import ModelProviders
import ProviderTesting
import Synchronization
import Testing

@Suite struct RecordedProviderTests {
  private static let lines = """
    {"task_id":"Sample/0","response":"first","usage":{"inputTokens":3,"outputTokens":4}}
    {"task_id":"Sample/0","response":"a spec","role":"spec","model":"gpt-oss:20b"}

    {"task_id":"Other/1","response":"other","id":"ignored"}
    {"task_id":"Sample/0","response":"second","role":"coder","usage":null}
    """

  private func answer(
    _ file: String, role: Role = .coder, index: Int = 0
  ) async throws -> Collected {
    var services = try failingServices()
    services.readFile = { path in
      #expect(path == "runs/a.jsonl")
      return Array(file.utf8)
    }
    let provider = try LiveModelDirectory(services).resolve("recorded:runs/a.jsonl").provider
    let context = GenerationContext(problem: sampleProblem, path: "1.2", index: index)
    return await collect(provider.generate(request("recorded:x", role: role), in: context))
  }

  @Test(arguments: [
    (Role.coder, 0, "first"), (.coder, 1, "second"), (.spec, 0, "a spec"),
  ])
  func `the n-th request of a role gets its n-th answer`(
    role: Role, index: Int, text: String
  ) async throws {
    let collected = try await answer(Self.lines, role: role, index: index)
    #expect(collected.error == nil)
    #expect(collected.text == text)
    #expect(collected.endIsLast)
  }

  @Test func `model and usage are reported where recorded`() async throws {
    let first = try await answer(Self.lines).ends.first
    #expect(first?.usage == Usage(inputTokens: 3, outputTokens: 4))
    #expect(first?.reportedModel == "recorded")
    let spec = try await answer(Self.lines, role: .spec).ends.first
    #expect(spec?.usage == Usage())
    #expect(spec?.reportedModel == "gpt-oss:20b")
  }

  @Test(arguments: [
    (Role.coder, 2, "it has 2 answers of role coder to Sample/0, all used"),
    (.spec, 1, "it has 1 answer of role spec to Sample/0, all used"),
    (.reviewer, 0, "it has no answer of role reviewer to Sample/0"),
  ])
  func `a recording that runs out says so`(role: Role, index: Int, message: String) async throws {
    let error = try await answer(Self.lines, role: role, index: index).providerError
    #expect(error?.code == .recordingExhausted)
    #expect(error?.message == message)
  }

  @Test func `malformed lines are named by file and line`() throws {
    var services = try failingServices()
    let file = """
      {"task_id":"A/1","response":"ok"}
      nonsense
      {"task_id":"A/1"}
      {"task_id":"A/1","response":7}
      {"task_id":"A/1","response":"x","role":"poet"}
      """
    services.readFile = { _ in Array(file.utf8) }
    let error = #expect(throws: ProviderError.self) {
      try LiveModelDirectory(services).resolve("recorded:r.jsonl")
    }
    #expect(error?.code == .badResponse)
    #expect(
      error?.message
        == "r.jsonl:2: not a JSON object; r.jsonl:3: 'response' is missing; "
        + "r.jsonl:4: 'response' has the wrong type and 1 more")
  }

  @Test func `a file that cannot be read is named`() throws {
    var services = try failingServices()
    services.readFile = { throw FileError(path: $0, reason: "No such file or directory") }
    let error = #expect(throws: ProviderError.self) {
      try LiveModelDirectory(services).resolve("recorded:none.jsonl")
    }
    #expect(
      error?.description
        == "recorded:none.jsonl: the file cannot be read: none.jsonl: No such file or directory (try: the path of a file that recording export wrote)"
    )
  }

  @Test func `a file may be in the home folder`() throws {
    var services = try failingServices()
    services.environment["HOME"] = "/me"
    services.readFile = { path in
      guard path == "/me/a.jsonl" else { throw FileError(path: path, reason: "not this one") }
      return Array(Self.lines.utf8)
    }
    #expect(
      try LiveModelDirectory(services).resolve("recorded:~/a.jsonl").name == "recorded:~/a.jsonl")
  }

  @Test func `a file is read once`() throws {
    let counter = ReadCounter()
    var services = try failingServices()
    services.readFile = { _ in
      counter.add()
      return Array(Self.lines.utf8)
    }
    let directory = LiveModelDirectory(services)
    _ = try directory.resolve("recorded:a")
    _ = try directory.resolve("recorded:a")
    _ = try directory.resolve("recorded:b")
    #expect(counter.count == 2)
  }

  @Test(arguments: [
    (["gpt-4o"], Tier.fullFrontier),
    (["gpt-4o-mini"], .smallFrontier),
    (["qwen2.5-coder:32b"], .local),
    ([], .local),
    (["gpt-4o", "gpt-4o-mini"], .fullFrontier),
    (["gpt-4o-mini", "qwen2.5-coder:32b"], .smallFrontier),
  ])
  func `a recording spends nothing and has the highest tier of its models`(
    models: [String], tier: Tier
  ) throws {
    let named = models.map { #"{"task_id":"A","response":"x","model":"\#($0)"}"# }
    let lines = named.isEmpty ? [#"{"task_id":"A","response":"x"}"#] : named
    var services = try failingServices()
    services.readFile = { _ in Array(lines.joined(separator: "\n").utf8) }
    let resolved = try LiveModelDirectory(services).resolve("recorded:a")
    #expect(resolved.tier == tier)
    #expect(resolved.price == .free)
    #expect(resolved.isReplay)
  }

  private static let counted = #""usage":{"inputTokens":1000,"outputTokens":100}"#

  @Test(arguments: [
    (#""model":"gpt-4o",\#(counted)"#, Tier.fullFrontier, Int?.some(3_500_000)),
    (#""model":"openai/gpt-4o-2024-08-06",\#(counted)"#, .fullFrontier, 3_500_000),
    (#""model":"gpt-4o""#, .fullFrontier, nil),
    (#""model":"gpt-4o","tier":"full-frontier","costNanoUSD":7"#, .fullFrontier, 7),
    (
      #""model":"recorded:/a.jsonl","reportedModel":"gpt-4o",\#(counted)"#, .fullFrontier, 3_500_000
    ),
    (#""model":"gpt-9-ultra",\#(counted)"#, .fullFrontier, nil),
    (#""model":"openai/ft:gpt-9:me",\#(counted)"#, .fullFrontier, nil),
    (#""model":"tiny","tier":"local",\#(counted)"#, .local, 0),
    (#""model":"qwen:7b",\#(counted)"#, .local, 0), (#""model":"ollama/llama3.2""#, .local, 0),
    (#""model":"exec:m",\#(counted)"#, .local, nil),
    (#""model":"m","tier":"local","unpriced":true"#, .local, nil),
    (#""role":"coder""#, .local, 0),
  ])
  func `each answer tells what was paid for it, by its own model`(
    members: String, tier: Tier, nano: Int?
  ) async throws {
    let end = try await answer(#"{"task_id":"Sample/0","response":"x",\#(members)}"#).ends.first
    #expect(end?.recorded == RecordedCost(tier: tier, paid: nano.map(Money.init(nanoUSD:))))
  }
}

private final class ReadCounter: Sendable {
  private let value = Mutex(0)

  func add() { value.withLock { $0 += 1 } }

  var count: Int { value.withLock { $0 } }
}
