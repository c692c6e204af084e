/// Rates of repeated sampling.
package enum Statistics {
  /// The unbiased estimate that at least one of `k` samples passes.
  ///
  /// `1 − C(n−c, k) / C(n, k)`, for one problem; average it over problems. Nil when `n < k`, where
  /// it is undefined. `1 − (1 − c/n)^k` would be biased.
  ///
  /// **Source**: Chen et al. 2021, https://arxiv.org/abs/2107.03374
  package static func passAtK(samples n: Int, correct c: Int, k: Int) -> Double? {
    guard k > 0, n >= k, (0...n).contains(c) else { return nil }
    guard n - c >= k else { return 1 }
    let allFail = (n - c + 1..<n + 1).reduce(1.0) { $0 * (1 - Double(k) / Double($1)) }
    return 1 - allFail
  }

  /// Wilson's score interval at 95 % for a rate seen in `count` independent units.
  ///
  /// Nil for no units. With several samples per problem the unit is the problem.
  ///
  /// **Source**: Wilson 1927; https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval
  package static func wilsonInterval(rate: Double, count: Int) -> ClosedRange<Double>? {
    guard count > 0, (0...1).contains(rate) else { return nil }
    let z = 1.959963984540054
    let n = Double(count)
    let scale = 1 + z * z / n
    let centre = (rate + z * z / (2 * n)) / scale
    let half = z / scale * (rate * (1 - rate) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, centre - half)...min(1, centre + half)
  }
}
