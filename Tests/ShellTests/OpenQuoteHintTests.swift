import Testing

@testable import Shell

@Suite struct `The hint below an open quote` {
  @Test(
    arguments: [
      ("note it's odd\n", "'"), ("guide \"look\nat", "\""), ("guide \"it's\n", "\""),
      ("note it's odd", nil), ("guide \"look\nat\"", nil), ("guide <<END\nit's\n", nil),
      ("step \\\n", nil), ("", nil),
    ] as [(String, String?)])
  func `says which quote it is, once Enter has opened a line`(input: String, quote: String?) {
    #expect(
      OpenQuoteHint.text(for: input)
        == quote.map { "a quote is open: \($0) closes it (Ctrl-C drops the line)" })
  }
}
