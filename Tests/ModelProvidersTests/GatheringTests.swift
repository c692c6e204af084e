import Testing

@testable import ModelProviders

@Suite struct GatheringTests {
  /// After which of the pieces, by their times in microseconds, reading rests.
  private func rests(_ times: [Int]) -> [Int] {
    var gathering = Gathering()
    var rests: [Int] = []
    for time in times where gathering.isDense(at: .microseconds(time)) {
      rests.append(time)
      gathering.rested(at: .microseconds(time + 2000))
    }
    return rests
  }

  @Test func `a slow stream never waits`() {
    #expect(rests([1000, 2000, 3000, 23_000, 43_000]).isEmpty)
  }

  @Test func `a fast one rests once a burst`() {
    #expect(rests([1000, 1200, 3200, 3201, 3300, 3449, 3450, 5460]) == [1200, 3450])
  }
}
