/// Samples of one problem, and how many of them passed.
package struct SampleTally: Sendable, Hashable {
  package var samples: Int
  package var passed: Int

  package init(samples: Int = 0, passed: Int = 0) {
    self.samples = samples
    self.passed = passed
  }
}

/// An estimate of pass@k over problems, with its 95 % intervals.
package struct PassRate: Sendable, Hashable {
  /// The numbers of samples that rates are given for.
  package static let usualCounts = [1, 5, 10, 25, 50, 100]

  package var k: Int
  /// The mean over problems of the unbiased estimate, `0...1`.
  package var value: Double
  /// Wilson's, its unit the problem; of pass@1 only.
  package var wilson: ClosedRange<Double>?
  /// By bootstrap over the problems; only when some problem has several samples.
  package var bootstrap: ClosedRange<Double>?

  /// The rates for `usualCounts`, as far as every problem has so many samples.
  ///
  /// All rates share the bootstrap's draws.
  ///
  /// **Shape**: `tallies` has one member per problem, in an order that stays the same, since the draws
  /// go by place; members without samples count nowhere. Rates come in ascending order of k.
  package static func all(of tallies: [SampleTally]) -> [PassRate] {
    let rows = usualCounts.map { (k: $0, values: estimates($0, of: tallies)) }
      .filter { !$0.values.isEmpty }
    let isRepeated = tallies.contains { $0.samples > 1 }
    let intervals = isRepeated ? Bootstrap.intervals(rows.map(\.values)) : []
    return rows.enumerated().map { place, row in
      let value = mean(row.values)
      let wilson = row.k == 1 ? WilsonInterval.of(rate: value, count: row.values.count) : nil
      return PassRate(
        k: row.k, value: value, wilson: wilson, bootstrap: isRepeated ? intervals[place] : nil)
    }
  }

  /// The mean over problems of the unbiased pass@k; nil unless every problem has `k` samples.
  ///
  /// **Shape**: `tallies` as in `all`.
  ///
  /// **Units**: a probability, `0...1`.
  package static func value(_ k: Int, of tallies: [SampleTally]) -> Double? {
    let estimates = estimates(k, of: tallies)
    return estimates.isEmpty ? nil : mean(estimates)
  }

  /// Each problem's pass@k; none unless every problem has `k` samples.
  private static func estimates(_ k: Int, of tallies: [SampleTally]) -> [Double] {
    let sampled = tallies.filter { $0.samples > 0 }
    let estimates = sampled.map {
      PassAtK.estimate(samples: $0.samples, correct: $0.passed, k: k)
    }
    let defined = estimates.compactMap(\.self)
    return defined.count == estimates.count ? defined : []
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
}
