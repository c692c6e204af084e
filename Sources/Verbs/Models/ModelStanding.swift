import Experiments
import Presentation

/// What the calls made so far say about models: who is left alone, and how good the estimates are.
enum ModelStanding {
  /// One line for each model that is not asked freely because it failed too often.
  static func suspended(_ models: [SuspendedModel]) -> Reply {
    var reply = Reply()
    for model in models {
      let pause =
        model.remaining > .zero
        ? "not asked for another \(Int((model.remaining / .seconds(1)).rounded(.up))) s"
        : "the next call tries whether it is well again"
      reply.add(StyledText("! \(model.model) (\(model.endpoint)): \(pause)", .warning))
      reply.add(StyledText("  \(model.reason)", .dim))
      reply.records.append(
        SuspendedRecord(
          model: model.model, endpoint: model.endpoint, reason: model.reason,
          remainingMs: Int(max(0, model.remaining / .milliseconds(1)))))
    }
    return reply
  }

  /// One line for each model whose server counted the tokens that koderz had estimated.
  static func estimates(_ ledgers: [Ledger], isSimulator: (String) -> Bool) -> Reply {
    var totals: [String: Ledger.Totals] = [:]
    for (key, sum) in ledgers.flatMap(\.entries) where sum.comparedInputTokens > 0 {
      totals[key.model, default: .init()] = totals[key.model, default: .init()] + sum
    }
    var reply = Reply()
    for (model, sum) in totals.sorted(by: { $0.key < $1.key }) where !isSimulator(model) {
      reply.add(
        "\(model, .strong): \(offset(sum), .dim) over \(Numbers.plural(sum.calls, "call"))")
      reply.records.append(
        EstimateRecord(
          model: model, calls: sum.calls, estimatedInputTokens: sum.estimatedInputTokens,
          countedInputTokens: sum.comparedInputTokens))
    }
    return reply
  }

  /// How far the estimates are from the count: `estimates 12 % low`.
  private static func offset(_ sum: Ledger.Totals) -> String {
    let difference = sum.estimatedInputTokens - sum.comparedInputTokens
    let percent = (Double(difference.magnitude) * 100 / Double(sum.comparedInputTokens)).rounded()
    guard percent >= 1 else { return "estimates within 1 %" }
    return "estimates \(Int(min(percent, 1e9))) % \(difference < 0 ? "low" : "high")"
  }
}
