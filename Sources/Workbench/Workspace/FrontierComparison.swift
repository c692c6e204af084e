import Experiments

/// What a frontier model alone would have cost, and on what ground that is said.
package struct FrontierComparison: Sendable, Hashable {
  package var text: String
}

extension Workspace {
  /// The model that stands for "frontier" in comparisons.
  private static let frontierModel = "claude-sonnet-4-5"

  /// Compares an experiment with a frontier model asked alone.
  ///
  /// A session in which that model solved the same problem on its own is a run baseline; without
  /// one, the coder's own tokens at that model's price are an estimate, and called one.
  func frontierOnly(_ experiment: Experiment) -> FrontierComparison {
    let name = Self.frontierModel
    let alone = experiment.ledger.total { $0.model == name && $0.role == .coder }
    if alone.calls > 0, alone.unpriced == 0 {
      return FrontierComparison(text: "\(alone.cost) by \(alone.calls) calls of \(name) (run)")
    }
    guard let price = services.models.price(of: name) else {
      return FrontierComparison(text: "no price for \(name) to compare with")
    }
    let models = experiment.ledger.entries.keys.filter { $0.role == .coder }.map(\.model)
    if models.contains(where: { (try? services.models.resolve($0))?.isSimulator == true }) {
      return FrontierComparison(text: "nothing to compare: the simulator is no model")
    }
    let coder = experiment.ledger.total { $0.role == .coder }
    let usage = Usage(inputTokens: coder.inputTokens, outputTokens: coder.outputTokens)
    guard coder.calls > 0, let estimate = price.cost(of: usage) else {
      return FrontierComparison(text: "nothing to compare yet")
    }
    guard coder.inputTokens + coder.outputTokens > 0 else {
      return FrontierComparison(text: "no token counts to estimate from")
    }
    let spent = experiment.ledger.total()
    guard spent.unpriced == 0, estimate.nanoUSD > 0 else {
      return FrontierComparison(text: "estimate \(estimate) (\(name) at the coder's own tokens)")
    }
    let saved = estimate.nanoUSD - spent.cost.nanoUSD
    let percent = saved * 100 / estimate.nanoUSD
    return FrontierComparison(
      text: "estimate \(estimate) (\(name) at the coder's own tokens; no run to compare with) · "
        + "savings \(Money(nanoUSD: saved)) (\(percent) %)")
  }
}
