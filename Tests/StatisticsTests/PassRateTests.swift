import Statistics
import Testing

@Suite("Rates over problems")
struct PassRateTests {
  private static let three = [(10, 10), (10, 0), (10, 5)].map(SampleTally.init(samples:passed:))

  @Test func `The mean is taken over problems, never over pooled samples`() throws {
    let rate = try #require(PassRate.value(5, of: Self.three))
    #expect(abs(rate - 0.66534) < 0.000005)  // pooled it would be 0.97893
    #expect(PassRate.value(1, of: Self.three) == 0.5)
  }

  @Test func `There is a rate for each usual count that every problem reaches`() {
    #expect(PassRate.all(of: Self.three).map(\.k) == [1, 5, 10])
    let uneven = Self.three + [SampleTally(samples: 4, passed: 4)]
    #expect(PassRate.all(of: uneven).map(\.k) == [1])
    #expect(PassRate.value(5, of: uneven) == nil)
  }

  @Test func `Wilson's interval is for pass@1, with the problem as its unit`() throws {
    let rates = PassRate.all(of: Self.three)
    #expect(rates.map(\.wilson) == [WilsonInterval.of(rate: 0.5, count: 3), nil, nil])
    #expect(rates.allSatisfy { $0.bootstrap?.contains($0.value) == true })
  }

  @Test func `One sample for each problem gives no bootstrap`() {
    let tallies = (0..<20).map { SampleTally(samples: 1, passed: $0 < 17 ? 1 : 0) }
    let rates = PassRate.all(of: tallies)
    #expect(rates.map(\.bootstrap) == [nil])
    #expect(rates.first?.wilson == WilsonInterval.of(rate: 0.85, count: 20))
  }

  @Test func `Problems without samples count nowhere`() {
    let tallies = Self.three + [SampleTally()]
    #expect(PassRate.value(1, of: tallies) == 0.5)
    #expect(PassRate.all(of: [SampleTally()]).isEmpty)
    #expect(PassRate.all(of: []).isEmpty)
  }
}
