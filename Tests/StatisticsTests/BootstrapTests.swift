import Statistics
import Testing

@Suite("Bootstrap")
struct BootstrapTests {
  @Test func `The interval holds the mean and is the same every time`() throws {
    let values = (0..<100).map { $0 < 30 ? 1.0 : 0.0 }
    let intervals = Bootstrap.intervals([values, values.map { 1 - $0 }])
    let interval = try #require(intervals.first)
    // The normal approximation: 0.3 ± 1.96 · √(0.3 · 0.7 / 100).
    #expect(abs(interval.lowerBound - 0.21) <= 0.011)
    #expect(abs(interval.upperBound - 0.39) <= 0.011)
    #expect(Bootstrap.intervals([values]).first == interval)
    #expect(abs(intervals[1].upperBound + interval.lowerBound - 1) < 1e-9)
  }

  @Test func `Equal values have an interval of one point, no values none`() {
    #expect(Bootstrap.intervals([[0.5, 0.5, 0.5]]) == [0.5...0.5])
    #expect(Bootstrap.intervals([[]]).isEmpty)
    #expect(Bootstrap.intervals([]).isEmpty)
  }
}
