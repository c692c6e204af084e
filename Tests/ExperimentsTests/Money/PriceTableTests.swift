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
    #expect(table.entry(for: "m")?.price.inputNanoUSD == 2_000)
    #expect(table.entry(for: "m", on: "2026-01-31")?.price.inputNanoUSD == 3_000)
    #expect(table.entry(for: "m", on: "2020-01-01")?.price.inputNanoUSD == 3_000)
    #expect(table.models == ["m"])
  }

  @Test func `a person's own prices replace all of the model's, and only those`() throws {
    let catalog = try table(
      Self.line("m", "2026-02-01", "2"), Self.line("m", "2025-12-31", "3"),
      Self.line("n", "2025-12-31", "4"))
    let own = try table(Self.line("m", "2025-01-01", "9"))
    let both = catalog.overridden(by: own)
    #expect(both.entry(for: "m")?.price.inputNanoUSD == 9_000)
    #expect(both.entry(for: "n")?.price.inputNanoUSD == 4_000)
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

  @Test(arguments: [
    (
      #"{"models":[{"model":"m","tier":"local","input":"x","output":"1","asOf":"d","source":"s"}]}"#,
      "prices of m: 'x' is not dollars with at most three decimals"
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
