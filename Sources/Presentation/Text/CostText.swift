package import Experiments

/// How money, time and tokens are written.
package enum CostText {
  /// `$0.0089`, or what of it is not known.
  package static func total(_ totals: Ledger.Totals) -> String {
    var unknown: [String] = []
    if Money.zero < totals.brokenAtMost {
      let calls = Numbers.plural(totals.broken, "broken call")
      unknown.append("at most \(totals.brokenAtMost) of \(calls)")
    }
    if totals.unpriced > 0 {
      unknown.append("\(totals.unpriced) of \(totals.calls + totals.broken) calls unpriced")
    }
    let known = totals.cost == .zero && !unknown.isEmpty ? [] : [totals.cost.description]
    return (known + unknown).joined(separator: " + ")
  }

  /// Tokens of some calls; `≥` when a server did not count those of one, `?` when it counted none.
  package static func tokens(_ count: Int, of totals: Ledger.Totals) -> String {
    if totals.uncounted == 0 { return Numbers.count(count) }
    return count == 0 ? "?" : "≥ \(Numbers.count(count))"
  }
}
