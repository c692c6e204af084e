import Experiments
import Judging
import Synchronization
import TestKit
import ProviderTesting
import Testing

@testable import Simulators

@Suite(.paced) struct SimulatorProviderTests {
  /// The only code that passes here.
  private static let canonical = sampleProblem.prompt + sample.gold.canonicalSolution
  private static let isCanonical: SimulatorServices.Verifier = { code, _ in code == canonical }

  private func holdsCanonical(_ text: String) -> Bool {
    text.contains(Self.canonical.trimming(where: \.isNewline))
  }

  private func services(
    verify: @escaping SimulatorServices.Verifier = isCanonical
  ) -> SimulatorServices {
    var services = failingSimulator()
    services.verify = verify
    return services
  }

  private func answer(
    _ model: String,
    role: Role = .coder,
    in context: GenerationContext = sampleContext,
    _ services: SimulatorServices
  ) async throws -> Collected {
    let provider = try SimulatorKind(services).resolve(model).provider
    return await collect(provider.generate(request(model, role: role), in: context))
  }

  /// Places on the sample problem.
  private func places(_ count: Int) -> [GenerationContext] {
    (0..<count).map { GenerationContext(problem: sampleProblem, path: "1", sample: $0) }
  }

  @Test func `skill 1 gives the canonical solution in every shape`() async throws {
    let services = services()
    var texts: Set<String> = []
    for place in places(100) {
      let collected = try await answer("sim:1", in: place, services)
      #expect(holdsCanonical(collected.text))
      texts.insert(collected.text)
    }
    #expect(texts.count == AnswerShape.allCases.count)
  }

  @Test func `skill 0 never gives code that passes, whatever mistake is made`() async throws {
    let services = services()
    for place in places(100) {
      let text = try await answer("sim:0", in: place, services).text
      #expect(!holdsCanonical(text))
    }
  }

  @Test func `what is given is what the policy decides`() async throws {
    let services = services()
    let policy = SimulatorPolicy(skill: 0.3, seed: 11)
    for place in places(100) {
      let text = try await answer("sim:0.3:11", in: place, services).text
      #expect(holdsCanonical(text) == policy.passes(at: place))
    }
  }

  @Test func `the settings' factors count`() async throws {
    var services = services()
    services.settings.guidanceFactor = 0
    let guided = GenerationContext(problem: sampleProblem, guidanceShown: 1)
    let text = try await answer("sim:0", in: guided, services).text
    #expect(holdsCanonical(text))
  }

  @Test func `a mistake that passes by chance is not given`() async throws {
    var given: Set<String> = []
    // Only `max(run, best)`, which is as good as the original, passes.
    let services = services { code, _ in code.contains("max(run, best)") }
    for place in places(100) {
      let text = try await answer("sim:0", in: place, services).text
      #expect(!text.contains("max(run, best)"))
      given.insert(text)
    }
    #expect(given.count > 30)
  }

  @Test func `when every mistake passes the answer is talk or not implemented`() async throws {
    let services = services { code, _ in
      !code.contains("NotImplementedError")
    }
    var kinds: Set<String> = []
    for place in places(100) {
      let text = try await answer("sim:0", in: place, services).text
      let kind =
        text.contains("NotImplementedError")
        ? "raise" : text.contains("while remaining") ? "loop" : "talk"
      kinds.insert(kind)
      #expect(kind != "talk" || !text.contains("def "))
    }
    #expect(kinds == ["raise", "loop", "talk"])
  }

  @Test func `each mistake is run once`() async throws {
    let runs = RunCounter()
    let services = services { code, problem in
      runs.add(code)
      return try await Self.isCanonical(code, problem)
    }
    let provider = try SimulatorKind(services).resolve("sim:0").provider
    for _ in 0..<2 {
      for place in places(50) {
        _ = await collect(provider.generate(request("sim:0"), in: place))
      }
    }
    #expect(!runs.counts.isEmpty)
    #expect(runs.counts.values.allSatisfy { $0 == 1 })
  }

  @Test func `the same call gives the same text, another seed another`() async throws {
    let services = services()
    let all = { (model: String) async throws -> [String] in
      var texts: [String] = []
      for place in places(20) {
        texts.append(try await answer(model, in: place, services).text)
      }
      return texts
    }
    #expect(try await all("sim:0.5:1") == all("sim:0.5:1"))
    #expect(try await all("sim:0.5:1") != all("sim:0.5:2"))
  }

  @Test func `it reports itself as a simulator with estimated counts`() async throws {
    let collected = try await answer("sim:1:3", services())
    let end = try #require(collected.ends.first)
    #expect(end.reportedModel == "sim:1:3 (simulator)")
    #expect(end.usage.inputTokens == TokenEstimate.tokens("Write it."))
    #expect(end.usage.outputTokens == TokenEstimate.tokens(collected.text))
  }

  @Test func `a paced stream waits before each token`() async throws {
    let waits = Mutex<[Duration]>([])
    try await withPacing(waits: { duration in waits.withLock { $0.append(duration) } })
    let all = waits.withLock { $0 }
    #expect(all.count > 10)
    #expect(all.allSatisfy { $0 == .seconds(1.0 / 50) })
  }

  private func withPacing(waits: @escaping @Sendable (Duration) -> Void) async throws {
    var services = services()
    services.settings.tokensPerSecond = 50
    services.sleep = { waits($0) }
    let collected = try await answer("sim:1", services)
    #expect(collected.error == nil)
  }

  @Test func `a spec restates the docstring under its headings`() async throws {
    let text = try await answer("sim:0.4", role: .spec, services()).text
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("## ") }
    #expect(headings == ["## Overview", "## Requirements", "## Edge cases", "## Examples"])
    #expect(text.contains("Return the length of the longest run of target in values."))
    #expect(text.contains("- `longest_run([1, 1, 2], 1) gives 2`"))
    #expect(text.contains("`def longest_run(values, target):`"))
  }

  @Test(arguments: [
    ("2", "3", "off by one"), ("[1]", "None", "a missing return"),
    ("True", "False", "a wrong condition"),
    ("[1]", "'[1]'", "a wrong return type"), ("[]", "[1]", "a missed edge case"),
    ("7", "40", "a wrong computation"),
  ])
  func `a review names the failing assertion and the kind of fault`(
    expected: String, got: String, kind: String
  ) async throws {
    let failure = AssertionFailure(
      index: 1, expression: "candidate([1, 1, 2], 1) == \(expected)", call: "longest_run(…)",
      expected: expected, got: got)
    let verdict = Verdict(outcome: .wrong, passed: 2, total: 3, failures: [failure])
    let context = GenerationContext(problem: sampleProblem, lastVerdict: verdict)
    let text = try await answer("sim:0.4", role: .reviewer, in: context, services()).text
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("## ") }
    #expect(headings == ["## Diagnosis", "## Strategy", "## Test criteria", "## Next step"])
    #expect(text.contains("`\(failure.expression)` fails, expected \(expected), got \(got)"))
    #expect(text.contains("this kind of fault: \(kind)."))
    #expect(text.contains("2 of 3 assertions hold"))
  }

  @Test(arguments: [
    ("429", ProviderError.Code.rateLimited), ("500", .serverError), ("503", .overloaded),
    ("drop", .brokenStream), ("garbage", .badResponse),
  ])
  func `it fails as servers do`(kind: String, code: ProviderError.Code) async throws {
    var services = services()
    services.settings.serverFaults = [try SimulatedServerFault("\(kind):1")]
    let collected = try await answer("sim:1", services)
    #expect(collected.providerError?.code == code)
    #expect(collected.text.isEmpty == (kind != "drop"))
    #expect(collected.ends.isEmpty)
  }

  @Test func `a slow server answers late`() async throws {
    var services = services()
    services.settings.serverFaults = [try SimulatedServerFault("slow:1")]
    let waits = RunCounter()
    services.sleep = { waits.add("\($0)") }
    let collected = try await answer("sim:1", services)
    #expect(collected.ends.count == 1)
    #expect(waits.counts == ["\(Duration.seconds(5))": 1])
  }

  @Test func `a fault strikes as often as told, and a call made again is another`() async throws {
    var services = services()
    services.settings.serverFaults = [try SimulatedServerFault("429:0.3")]
    let provider = try SimulatorKind(services).resolve("sim:1:5").provider
    var failures = 0
    for _ in 0..<500 {
      let collected = await collect(provider.generate(request("sim:1:5"), in: sampleContext))
      failures += collected.error == nil ? 0 : 1
    }
    #expect(binomialRange(trials: 500, chance: 0.3, coverage: 0.9999).contains(failures))
  }

  @Test(arguments: ["", "429", "429:", "429:2", "404:0.1", "drop:x", "429:0.1:3"])
  func `a malformed fault says its form`(text: String) {
    let error = #expect(throws: ProviderError.self) { try SimulatedServerFault(text) }
    #expect(error?.code == .notConfigured)
  }
}

/// Counts what was done.
private final class RunCounter: Sendable {
  private let state = Mutex<[String: Int]>([:])

  func add(_ key: String) { state.withLock { $0[key, default: 0] += 1 } }

  var counts: [String: Int] { state.withLock { $0 } }
}
