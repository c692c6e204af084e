/// The chance that at least one of several samples passes.
package enum PassAtK {
  /// The unbiased estimate for one problem, `1 − C(n−c, k) / C(n, k)`.
  ///
  /// Average it over problems. `1 − (1 − c/n)^k` would be biased.
  ///
  /// **Shape**: `samples` is n, `correct` is c; nil when `n < k`, where the estimate is undefined, and
  /// for counts that cannot be.
  ///
  /// **Units**: a probability, `0...1`.
  ///
  /// **Source**: Chen et al. 2021, https://arxiv.org/abs/2107.03374
  package static func estimate(samples n: Int, correct c: Int, k: Int) -> Double? {
    guard k > 0, n >= k, (0...n).contains(c) else { return nil }
    guard n - c >= k else { return 1 }
    let allFail = (n - c + 1..<n + 1).reduce(1.0) { $0 * (1 - Double(k) / Double($1)) }
    return 1 - allFail
  }
}
