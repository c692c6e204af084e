import Experiments
import TestKit
import Testing

@Suite struct PriceTests {
  private static let price = Price(
    inputPicoUSD: 3_000_000, outputPicoUSD: 15_000_000, cacheReadPicoUSD: 300_000,
    cacheWrite5mPicoUSD: 3_750_000, cacheWrite1hPicoUSD: 6_000_000)

  /// Worked by hand from the formula.
  private static let calls: [(Usage, Int?)] = [
    (Usage(inputTokens: 1000, outputTokens: 100), 4_500_000),
    (Usage(inputTokens: 1000, outputTokens: 100, cacheReadTokens: 900), 2_070_000),
    (
      Usage(
        inputTokens: 1000, outputTokens: 0, cacheReadTokens: 200, cacheWrite5mTokens: 300,
        cacheWrite1hTokens: 400), 100 * 3_000 + 200 * 300 + 300 * 3_750 + 400 * 6_000
    ),
    // Reasoning is a part of the output and not counted twice.
    (Usage(inputTokens: 0, outputTokens: 100, reasoningTokens: 80), 1_500_000),
    (Usage(inputTokens: nil, outputTokens: 100), nil),
    (Usage(inputTokens: 100, outputTokens: nil), nil),
    (Usage(), nil),
  ]

  @Test(arguments: calls)
  func `a call costs what its tokens do`(usage: Usage, nanoUSD: Int?) {
    #expect(Self.price.cost(of: usage)?.nanoUSD == nanoUSD)
  }

  @Test func `parts of a nano-dollar are rounded half up, in the worst case up`() {
    let price = Price(inputPicoUSD: 37_500, outputPicoUSD: 1)
    #expect(price.cost(of: Usage(inputTokens: 1, outputTokens: 0))?.nanoUSD == 38)
    #expect(price.cost(of: Usage(inputTokens: 2, outputTokens: 0))?.nanoUSD == 75)
    #expect(price.cost(of: Usage(inputTokens: 0, outputTokens: 499))?.nanoUSD == 0)
    #expect(price.worstCase(inputTokens: 0, outputTokens: 1).nanoUSD == 1)
    #expect(price.worstCase(inputTokens: -9_000_000, outputTokens: -9_000_000) == .zero)
  }

  @Test func `no count and no price is too large to be added up`() {
    let most = Price(
      inputPicoUSD: .max, outputPicoUSD: .max, cacheReadPicoUSD: .max, hourNanoUSD: .max)
    let usage = Usage(inputTokens: .max, outputTokens: .max, cacheReadTokens: .max)
    let cost = most.cost(of: usage, milliseconds: .max)
    #expect(Money(dollars: "1000000").map { $0 < cost ?? .zero } == true)
    #expect(most.worstCase(inputTokens: .max, outputTokens: .max, milliseconds: .max) > .zero)
    #expect((cost ?? .zero) + Money(nanoUSD: .max) == Money(nanoUSD: .max))
    #expect(Money(nanoUSD: .min) - Money(nanoUSD: .max) == Money(nanoUSD: .min))
  }

  @Test(arguments: [-1, Int.min, Int.max, 1_000_000_001])
  func `a count that no server can mean was not reported`(count: Int) {
    let usage = Usage(
      inputTokens: count, outputTokens: count, cacheReadTokens: count, cacheWrite5mTokens: count,
      cacheWrite1hTokens: count, reasoningTokens: count)
    #expect(usage.plausible == Usage())
    #expect(Usage(inputTokens: 0, outputTokens: 7).plausible.outputTokens == 7)
  }

  @Test func `a cached token without a price leaves the call unpriced`() {
    let price = Price(inputPicoUSD: 3_000_000, outputPicoUSD: 15_000_000)
    let cached = Usage(inputTokens: 10, outputTokens: 1, cacheReadTokens: 1)
    #expect(price.cost(of: cached) == nil)
    #expect(price.cost(of: Usage(inputTokens: 10, outputTokens: 1, cacheReadTokens: 0)) != nil)
  }

  @Test func `a prompt longer than the price holds for is unpriced`() {
    var price = Self.price
    price.longestInputTokens = 100
    #expect(price.cost(of: Usage(inputTokens: 100, outputTokens: 1)) != nil)
    #expect(price.cost(of: Usage(inputTokens: 101, outputTokens: 1)) == nil)
  }

  @Test func `an hour of one's own machine is charged by the millisecond, rounded up`() {
    var price = Price.free
    #expect(price.cost(of: Usage(), milliseconds: 1000) == .zero)
    price.hourNanoUSD = 360_000_000
    #expect(price.cost(of: Usage(), milliseconds: 10_000)?.nanoUSD == 1_000_000)
    #expect(price.cost(of: Usage(), milliseconds: 1)?.nanoUSD == 100)
    price.hourNanoUSD = 1
    #expect(price.cost(of: Usage(), milliseconds: 1)?.nanoUSD == 1)
  }

  @Test func `the worst case is never below what a call within its limits costs`() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<2000 {
      let price = Price(
        inputPicoUSD: random.below(5_000_000), outputPicoUSD: random.below(30_000_000),
        cacheReadPicoUSD: random.below(1_000_000), cacheWrite5mPicoUSD: random.below(7_000_000),
        cacheWrite1hPicoUSD: random.below(10_000_000), hourNanoUSD: random.below(1_000_000_000))
      let read = random.below(500)
      let write = random.below(500)
      let input = read + write + random.below(1000)
      let output = random.below(2000)
      let ms = random.below(300_000)
      let usage = Usage(
        inputTokens: input, outputTokens: output, cacheReadTokens: read, cacheWrite5mTokens: write)
      let worst = price.worstCase(
        inputTokens: input + random.below(9), outputTokens: output + random.below(9),
        milliseconds: ms + random.below(9))
      #expect(price.cost(of: usage, milliseconds: ms).map { $0 <= worst } == true)
    }
  }

  @Test(arguments: [
    ("1", 1_000_000_000), ("0.25", 250_000_000), ("$2.50", 2_500_000_000), ("0.000000001", 1),
    ("0", 0),
  ])
  func `dollars are read and written exactly`(text: String, nano: Int) throws {
    let money = try #require(Money(dollars: text))
    #expect(money.nanoUSD == nano)
    #expect(Money(dollars: money.dollars) == money)
  }

  @Test(arguments: [
    (0, "$0.00"), (1_250_000_000, "$1.25"), (8_900_000, "$0.0089"), (1_234_567, "$0.0012"),
    (999_949, "$0.00100"), (890_000, "$0.00089"), (126_000, "$0.00013"), (42_000, "$0.000042"),
    (999, "$0.00000100"), (7, "$0.000000007"), (-42_000, "-$0.000042"), (.max, "$9223372036.8548"),
    (.min, "-$9223372036.8548"),
  ])
  func `an amount is shown so that what counts of it is seen`(nano: Int, text: String) {
    #expect(Money(nanoUSD: nano).description == text)
  }

  @Test(arguments: ["", "$", "-1", "1e2", "0.0000000001", "1,50", "a"])
  func `what is no amount of dollars is refused`(text: String) {
    #expect(Money(dollars: text) == nil)
  }
}
