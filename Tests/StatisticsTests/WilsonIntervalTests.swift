import Statistics
import Testing

@Suite("Wilson's interval")
struct WilsonIntervalTests {
  @Test(
    arguments: [
      (0, 10, 0, 0.2775), (5, 5, 0.5655, 1), (17, 20, 0.6396, 0.9476), (20, 20, 0.8389, 1),
      (82, 164, 0.4244, 0.5756), (150, 164, 0.8618, 0.9485), (164, 164, 0.9771, 1),
      (850, 1000, 0.8265, 0.8708),
    ] as [(Int, Int, Double, Double)])
  func `It is the solution of the score test`(passed: Int, count: Int, low: Double, high: Double)
    throws
  {
    let interval = try #require(
      WilsonInterval.of(rate: Double(passed) / Double(count), count: count))
    #expect(abs(interval.lowerBound - low) < 0.00005)
    #expect(abs(interval.upperBound - high) < 0.00005)
  }

  @Test(arguments: [(0.5, 0), (-0.1, 10), (1.1, 10), (.nan, 10)] as [(Double, Int)])
  func `There is none for no units and for what is no rate`(rate: Double, count: Int) {
    #expect(WilsonInterval.of(rate: rate, count: count) == nil)
  }
}
