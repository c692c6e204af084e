import Experiments
import Testing

@testable import ModelProviders

@Suite struct PriceTableTests {
  @Test(arguments: [
    ("claude-opus-4-5", Tier.fullFrontier, 5_000, 25_000),
    ("claude-sonnet-4-5", .fullFrontier, 3_000, 15_000),
    ("claude-haiku-4-5", .smallFrontier, 1_000, 5_000),
    ("gpt-4o", .fullFrontier, 2_500, 10_000),
    ("gpt-4o-mini", .smallFrontier, 150, 600),
    ("gpt-4o-mini-2024-07-18", .smallFrontier, 150, 600),
    ("claude-haiku-4-5-20251001", .smallFrontier, 1_000, 5_000),
  ])
  func `the built-in table has`(model: String, tier: Tier, input: Int, output: Int) throws {
    let entry = try #require(try PriceTable.bundled().entry(for: model))
    #expect(entry.tier == tier)
    #expect(entry.price == Price(inputNanoUSD: input, outputNanoUSD: output))
  }

  @Test func `every built-in entry has a date and a source`() throws {
    for entry in try PriceTable.bundled().entries {
      #expect(entry.asOf.wholeMatch(of: /20\d\d-\d\d-\d\d/) != nil)
      #expect(entry.source.hasPrefix("https://"))
    }
  }

  @Test(arguments: ["claude-next-9", "gpt-4o-mini-turbo", "gpt-4o-2024", ""])
  func `an unknown model has no entry`(model: String) throws {
    #expect(try PriceTable.bundled().entry(for: model) == nil)
  }

  @Test func `the newest entry of a model counts`() throws {
    let line = { (date: String, input: String) in
      #"{"model":"m","tier":"local","input":"\#(input)","output":"1","asOf":"\#(date)","source":"s"}"#
    }
    let json = #"{"models":[\#(line("2026-02-01", "2")),\#(line("2025-12-31", "3"))]}"#
    let table = try PriceTable(json: Array(json.utf8))
    #expect(table.entry(for: "m")?.price.inputNanoUSD == 2_000)
    #expect(table.models == ["m"])
  }

  @Test(arguments: [
    ("15", 15_000), ("0.15", 150), ("0.015", 15), ("2.5000", 2_500), ("0", 0), ("75.00", 75_000),
  ])
  func `a decimal is exact in nano-dollars`(text: String, nano: Int) {
    #expect(nanoUSDPerToken(perMillion: text) == nano)
  }

  @Test(arguments: [
    "", ".", "1.", ".5", "-1", "1e3", "0.0001", "1,5", "$3", "99999999999999999999",
  ])
  func `what is not an exact price is refused`(text: String) {
    #expect(nanoUSDPerToken(perMillion: text) == nil)
  }

  @Test func `a bad price is named with its model`() {
    let json =
      #"{"models":[{"model":"m","tier":"local","input":"x","output":"1","asOf":"d","source":"s"}]}"#
    #expect {
      try PriceTable(json: Array(json.utf8))
    } throws: { error in
      "\(error)" == "prices of m: 'x' is not dollars with at most three decimals"
    }
  }
}
