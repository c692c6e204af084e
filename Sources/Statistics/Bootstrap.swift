/// Percentile intervals of means, by drawing the problems anew with replacement.
///
/// The same numbers give the same interval everywhere: the draws come from a fixed seed.
///
/// **Source**: Efron 1979; https://en.wikipedia.org/wiki/Bootstrapping_(statistics)
package struct Bootstrap: Sendable {
  /// How often the problems are drawn anew.
  package static let resamples = 10_000
  /// What the draws begin with.
  package static let seed: UInt64 = 1

  /// The 95 % interval of the mean of each row; all rows are drawn alike.
  ///
  /// **Units**: those of the values.
  ///
  /// **Shape**: `rows` has one row per figure, each with one value per problem; an interval's ends
  /// are the 250th and the 9,750th of the 10,000 means in ascending order. None for empty rows.
  package static func intervals(_ rows: [[Double]]) -> [ClosedRange<Double>] {
    let count = rows.first?.count ?? 0
    guard count > 0 else { return [] }
    var generator = SplitMix64(state: seed)
    var means = rows.map { _ in [Double](repeating: 0, count: resamples) }
    var drawn = [Int](repeating: 0, count: count)
    for resample in 0..<resamples {
      for place in 0..<count { drawn[place] = generator.next(below: count) }
      for (row, values) in rows.enumerated() {
        var sum = 0.0
        for place in drawn { sum += values[place] }
        means[row][resample] = sum / Double(count)
      }
    }
    return means.map { means in
      let sorted = means.sorted()
      return sorted[resamples / 40 - 1]...sorted[resamples - resamples / 40 - 1]
    }
  }
}

/// A generator of 64 bits at a time.
///
/// **Source**: https://prng.di.unimi.it/splitmix64.c
private struct SplitMix64 {
  var state: UInt64

  /// A number from 0 to `bound` - 1.
  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ mixed >> 31).multipliedFullWidth(by: UInt64(bound)).high)
  }
}
