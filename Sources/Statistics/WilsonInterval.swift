/// Wilson's score interval for a rate.
package enum WilsonInterval {
  /// The 97.5th percentile of the normal distribution: 95 % lie within as many standard deviations.
  private static let z = 1.959963984540054

  /// The 95 % interval of a rate that was seen in independent units.
  ///
  /// Its centre is `(p + z²/2n) / (1 + z²/n)`, its half width
  /// `z / (1 + z²/n) · √(p(1 − p)/n + z²/4n²)`. With several samples per problem the unit is the
  /// problem, and the rate is a mean over problems.
  ///
  /// **Shape**: `count` is n, how many units there are; nil for none and for rates outside `0...1`.
  ///
  /// **Units**: rates, `0...1`.
  ///
  /// **Source**: Wilson 1927; https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval
  package static func of(rate: Double, count: Int) -> ClosedRange<Double>? {
    guard count > 0, (0...1).contains(rate) else { return nil }
    let n = Double(count)
    let scale = 1 + z * z / n
    let centre = (rate + z * z / (2 * n)) / scale
    let half = z / scale * (rate * (1 - rate) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, centre - half)...min(1, centre + half)
  }
}
