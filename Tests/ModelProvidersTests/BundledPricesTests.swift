import Experiments
import ModelProviders
import Testing

@Suite struct BundledPricesTests {
  @Test(arguments: [
    ("claude-opus-4-5", Tier.fullFrontier, 5_000, 25_000),
    ("claude-sonnet-4-5", .fullFrontier, 3_000, 15_000),
    ("anthropic/claude-haiku-4-5", .smallFrontier, 1_000, 5_000),
    ("gpt-4o", .fullFrontier, 2_500, 10_000),
    ("openai/gpt-4o-mini", .smallFrontier, 150, 600),
    ("gpt-4o-mini-2024-07-18", .smallFrontier, 150, 600),
    ("claude-haiku-4-5-20251001", .smallFrontier, 1_000, 5_000),
  ])
  func `the built-in table has`(model: String, tier: Tier, input: Int, output: Int) throws {
    let entry = try #require(try PriceTable.bundled().entry(for: model))
    #expect(entry.tier == tier)
    #expect(entry.price.inputPicoUSD == input * 1000)
    #expect(entry.price.outputPicoUSD == output * 1000)
    #expect(entry.batch?.inputPicoUSD == input * 500)
  }

  @Test func `every built-in entry has a date, a source and a price for cache reads`() throws {
    for entry in try PriceTable.bundled().entries {
      #expect(entry.asOf.wholeMatch(of: /20\d\d-\d\d-\d\d/) != nil)
      #expect(entry.source.hasPrefix("https://"))
      let read = try #require(entry.price.cacheReadPicoUSD, "\(entry.model)")
      #expect(read < entry.price.inputPicoUSD)
    }
  }

  @Test(arguments: ["claude-next-9", "gpt-4o-mini-turbo", "gpt-4o-2024", ""])
  func `an unknown model has no entry`(model: String) throws {
    #expect(try PriceTable.bundled().entry(for: model) == nil)
  }

  @Test func `a price that fell counts from its day on`() throws {
    let table = try PriceTable.bundled()
    let model = "claude-sonnet-5-5"
    #expect(table.entry(for: model, on: "2026-10-06")?.price.cacheReadPicoUSD == 200_000)
    #expect(table.entry(for: model, on: "2026-10-07")?.price.cacheReadPicoUSD == 100_000)
    #expect(table.entry(for: model)?.price.cacheReadPicoUSD == 100_000)
  }
}
