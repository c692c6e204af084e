/// An amount of money in whole nano-dollars, so that sums are exact.
///
/// Beyond nine thousand million dollars a sum stays at the largest amount.
package struct Money: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
  /// Billionths of a US dollar.
  package var nanoUSD: Int

  package init(nanoUSD: Int) {
    self.nanoUSD = nanoUSD
  }

  /// An amount written in dollars, such as `1`, `0.25` or `$2.50`; nil when it is not exact.
  package init?(dollars text: String) {
    let digits = text.hasPrefix("$") ? String(text.dropFirst()) : text
    guard let nano = scaled(digits, decimals: 9) else { return nil }
    self.init(nanoUSD: nano)
  }

  package init(from decoder: any Decoder) throws {
    nanoUSD = try decoder.singleValueContainer().decode(Int.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(nanoUSD)
  }

  /// No money.
  package static let zero = Money(nanoUSD: 0)

  /// The exact sum.
  package static func + (left: Money, right: Money) -> Money {
    Money(nanoUSD: left.nanoUSD.addingClamped(right.nanoUSD))
  }

  /// The exact difference.
  package static func - (left: Money, right: Money) -> Money {
    let (difference, isOver) = left.nanoUSD.subtractingReportingOverflow(right.nanoUSD)
    return Money(nanoUSD: isOver ? (right.nanoUSD < 0 ? .max : .min) : difference)
  }

  /// So many times the amount.
  package static func * (count: Int, amount: Money) -> Money {
    Money(nanoUSD: amount.nanoUSD.multipliedClamped(by: count))
  }

  package static func < (left: Money, right: Money) -> Bool { left.nanoUSD < right.nanoUSD }

  /// The amount as it is typed, exact: `0.25`.
  package var dollars: String {
    let fraction = String(nanoUSD.magnitude % 1_000_000_000)
    var digits = String(repeating: "0", count: 9 - fraction.count) + fraction
    while digits.count > 2, digits.hasSuffix("0") { digits.removeLast() }
    return "\(nanoUSD < 0 ? "-" : "")\(nanoUSD.magnitude / 1_000_000_000).\(digits)"
  }

  /// Dollars with two decimals when that is exact, else four, rounded half up: `$0.00`, `$0.0089`.
  package var description: String {
    let negative = nanoUSD < 0
    let amount = nanoUSD.magnitude
    let cents = amount.isMultiple(of: 10_000_000)
    let unit: UInt = cents ? 10_000_000 : 100_000
    let digits = cents ? 2 : 4
    let scale: UInt = cents ? 100 : 10_000
    let rounded = (amount + unit / 2) / unit
    let fraction = String(rounded % scale)
    let padding = String(repeating: "0", count: digits - fraction.count)
    return "\(negative ? "-" : "")$\(rounded / scale).\(padding)\(fraction)"
  }
}
