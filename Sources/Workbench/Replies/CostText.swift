import Experiments

/// How money, time and tokens are written.
enum CostText {
  /// `$0.0089`, or what of it is not known.
  static func total(_ totals: Ledger.Totals) -> String {
    guard totals.unpriced > 0 else { return totals.cost.description }
    let unknown = "\(totals.unpriced) of \(totals.calls) calls unpriced"
    return totals.cost == .zero ? unknown : "\(totals.cost) + \(unknown)"
  }

  /// `850 ms`, `7.4 s`, `3 min 5 s`.
  static func duration(_ milliseconds: Double) -> String {
    if milliseconds < 1000 { return "\(Int(milliseconds.rounded())) ms" }
    if milliseconds < 60_000 {
      let tenths = Int((milliseconds / 100).rounded())
      return "\(tenths / 10).\(tenths % 10) s"
    }
    let seconds = Int((milliseconds / 1000).rounded())
    return "\(seconds / 60) min \(seconds % 60) s"
  }
}
