import CanonicalJSON
import Experiments
import Runs
import Testing
import WorkbenchTesting

/// What recorded calls would cost at other prices; the coder is a program.
@Suite(.timeLimit(.minutes(2))) struct RecostTests {
  private static let answering =
    #"exec:/bin/sh -c 'echo "{\"text\":\"x\"}"; echo "{\"end\":{\"usage\":{\"inputTokens\":1000,\"outputTokens\":100}}}"'"#
  private static let breaking = #"exec:/bin/sh -c 'echo "{\"text\":\"x\"}"; exit 1'"#

  private func bench(coder: String, prices: [String] = []) async throws -> Bench {
    let bench = try Bench(prices: try prices.isEmpty ? nil : Self.table(prices))
    try await bench.run("use Starter/1")
    try await bench.session.change(setting: "coder", to: coder)
    return bench
  }

  /// Entries of models that cost 10 dollars for a million tokens, of a tier and at an input price.
  private static func json(_ models: [String], tier: String, input: String) -> [UInt8] {
    let entries = models.map { model in
      JSONValue.object([
        "model": .string(model), "tier": .string(tier), "input": .string(input),
        "output": .string(input), "asOf": "2027-01-01", "source": "s",
      ])
    }
    return Array(JSONValue.object(["models": .array(entries)]).canonical.utf8)
  }

  private static func table(_ models: [String]) throws -> PriceTable {
    try PriceTable(json: json(models, tier: "local", input: "0"))
  }

  @Test func `an unpriced program stays unpriced, and has the price that a table gives it`()
    async throws
  {
    let bench = try await bench(coder: Self.answering)
    try bench.files.files.write(
      "/own.json", Self.json([Self.answering], tier: "small-frontier", input: "10"))
    try await bench.run("step", "recost")
    #expect(
      bench.printed.text.contains(
        "total 1 of 1 calls unpriced recorded · 1 of 1 calls unpriced now"))
    try await bench.run("recost --prices /own.json")
    #expect(bench.printed.text.contains("unpriced recorded · $0.0110 now"))
  }

  @Test func `the hours of a machine stay, and a table's price of its model comes on top`()
    async throws
  {
    let bench = try await bench(coder: Self.answering, prices: [Self.answering])
    try await bench.run("set local-rate 36", "step", "set local-rate \"\"", "recost")
    let hours = try await bench.experiment().ledger.total().cost
    #expect(Money.zero < hours)
    #expect(bench.printed.text.contains("total \(hours) recorded · \(hours) now"))
    try bench.files.files.write(
      "/own.json", Self.json([Self.answering], tier: "local", input: "10"))
    try await bench.run("recost --prices /own.json")
    let now = hours + Money(nanoUSD: 11_000_000)
    #expect(bench.printed.text.contains("total \(hours) recorded · \(now) now"))
  }

  @Test func `of a call that broke off the bound is priced anew`() async throws {
    let models = [Self.breaking]
    let table = try PriceTable(json: Self.json(models, tier: "small-frontier", input: "10"))
    let bench = try Bench(prices: table)
    try await bench.run("use Starter/1")
    try await bench.session.change(setting: "coder", to: Self.breaking)
    _ = try? await bench.run("step")
    let most = try await bench.experiment().ledger.total().brokenAtMost
    #expect(Money.zero < most)
    try bench.files.files.write("/own.json", Self.json(models, tier: "small-frontier", input: "20"))
    try await bench.run("recost --prices /own.json")
    #expect(
      bench.printed.text.contains(
        "total at most \(most) of 1 broken call recorded · at most \(2 * most) of 1 broken call now"
      ))
  }
}
