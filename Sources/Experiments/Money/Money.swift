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

  /// Dollars with two decimals when that is exact, else four, rounded half up: `$0.00`, `$0.0089`;
  /// below a tenth of a cent with the two digits that count, `$0.000042`.
  package var description: String {
    let amount = nanoUSD.magnitude
    let sign = nanoUSD < 0 ? "-" : ""
    if amount.isMultiple(of: 10_000_000) { return sign + Self.rounded(amount, decimals: 2) }
    var decimals = 4
    var least: UInt = 1_000_000
    while decimals < 9, amount < least { (decimals, least) = (decimals + 1, least / 10) }
    return sign + Self.rounded(amount, decimals: decimals)
  }

  private static func rounded(_ amount: UInt, decimals: Int) -> String {
    let unit = (decimals..<9).reduce(UInt(1)) { unit, _ in unit * 10 }
    let scale = 1_000_000_000 / unit
    let rounded = amount / unit + (amount % unit >= (unit + 1) / 2 ? 1 : 0)
    let fraction = String(rounded % scale)
    return "$\(rounded / scale)." + String(repeating: "0", count: decimals - fraction.count)
      + fraction
  }
}
