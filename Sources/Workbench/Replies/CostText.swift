import Experiments

/// How money, time and tokens are written.
enum CostText {
  /// `$0.0089`, or what of it is not known.
  static func total(_ totals: Ledger.Totals) -> String {
    guard totals.unpriced > 0 else { return totals.cost.description }
    let unknown = "\(totals.unpriced) of \(totals.calls) calls unpriced"
    return totals.cost == .zero ? unknown : "\(totals.cost) + \(unknown)"
  }
}
