import Experiments
import Testing

@Suite struct PriceTableTests {
  private static func line(_ model: String, _ date: String, _ input: String) -> String {
    #"{"model":"\#(model)","tier":"local","input":"\#(input)","output":"1","asOf":"\#(date)","source":"s"}"#
  }

  private func table(_ lines: String...) throws -> PriceTable {
    try PriceTable(json: Array(#"{"models":[\#(lines.joined(separator: ","))]}"#.utf8))
  }

  @Test func `the newest entry of a model counts, or the one of a day`() throws {
    let table = try table(Self.line("m", "2026-02-01", "2"), Self.line("m", "2025-12-31", "3"))
    #expect(table.entry(for: "m")?.price.inputPicoUSD == 2_000_000)
    #expect(table.entry(for: "m", on: "2026-01-31")?.price.inputPicoUSD == 3_000_000)
    #expect(table.entry(for: "m", on: "2020-01-01")?.price.inputPicoUSD == 3_000_000)
    #expect(table.models == ["m"])
  }

  @Test func `a person's own prices replace all of the model's, and only those`() throws {
    let catalog = try table(
      Self.line("m", "2026-02-01", "2"), Self.line("m", "2025-12-31", "3"),
      Self.line("n", "2025-12-31", "4"))
    let own = try table(Self.line("m", "2025-01-01", "9"))
    let both = catalog.overridden(by: own)
    #expect(both.entry(for: "m")?.price.inputPicoUSD == 9_000_000)
    #expect(both.entry(for: "n")?.price.inputPicoUSD == 4_000_000)
  }

  @Test(arguments: [
    ("15", 15_000_000), ("0.15", 150_000), ("0.0375", 37_500), ("0.000001", 1),
    ("2.5000000", 2_500_000), ("0", 0), ("75.00", 75_000_000),
  ])
  func `a decimal is exact in pico-dollars`(text: String, pico: Int) {
    #expect(picoUSDPerToken(perMillion: text) == pico)
  }

  @Test(arguments: [
    "", ".", "1.", ".5", "-1", "1e3", "0.0000001", "1,5", "$3", "99999999999999999999",
  ])
  func `what is not an exact price is refused`(text: String) {
    #expect(picoUSDPerToken(perMillion: text) == nil)
  }

  @Test(arguments: [
    (
      #"{"models":[{"model":"m","tier":"local","input":"x","output":"1","asOf":"d","source":"s"}]}"#,
      "prices of m: 'x' is not dollars with at most six decimals"
    ),
    (
      #"{"models":[{"model":"m","tier":"local","input":"1","asOf":"d","source":"s"}]}"#,
      "prices of m: “output” is missing"
    ),
    (
      #"{"models":[{"model":"m","tier":"dear"}]}"#,
      "prices of m: “tier” is none of local, small-frontier, full-frontier"
    ),
    (#"{"models":[{}]}"#, "an entry has no “model”"),
    (#"{}"#, "not a price table: it has no list “models”"),
  ])
  func `a bad table is refused with the place`(json: String, message: String) {
    let error = #expect(throws: PriceTableError.self) {
      try PriceTable(json: Array(json.utf8))
    }
    #expect(error?.description == message)
  }

  @Test func `what is no JSON is refused`() {
    #expect(throws: PriceTableError.self) { try PriceTable(json: Array("<html>".utf8)) }
  }
}
