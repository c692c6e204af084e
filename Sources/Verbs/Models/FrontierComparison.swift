package import Experiments
import Presentation
import Runs

/// What a frontier model alone would have cost, and on what ground that is said.
package struct FrontierComparison: Sendable, Hashable {
  package var text: String
  /// What that model cost alone, or would; nil when there is nothing to compare with.
  package var cost: Money?
  /// Whether that is from a run; else it is an estimate.
  package var isRun = false
  /// What was saved against a run; nil when that cannot be said.
  package var saved: Money?
}

extension RunBaselines {
  /// Says that sessions are missing; nil when all were read.
  package var note: String? {
    guard unread > 0 else { return nil }
    return "\(Numbers.plural(unread, "older session")) still to be read: ask again in a moment"
  }
}

/// What a model alone cost, or would.
struct FrontierCost: Sendable, Hashable {
  /// Nil when the model has no price.
  var amount: Money?
  var isRun: Bool
  /// Whether it can be compared with what was spent.
  ///
  /// A run that did not solve the problem cannot: less was spent, but nothing saved. Neither can an
  /// estimate of a part of the calls.
  var isComparable = true
  /// Whether calls are missing whose tokens were not counted.
  var isLeast = false
  /// Such as `run: solved in 1 attempt, session night-2`, or `by the coder's own tokens`.
  var ground: String

  /// The amount as it is shown; nil without one.
  var shown: String? { amount.map { "\(isLeast ? "≥ " : "")\($0)" } }
}

extension OpenSession {
  /// The model that stands for "frontier" in comparisons: the reviewer that koderz comes with.
  private static let frontierModel = "claude-sonnet-4-5"

  /// Compares an experiment with a frontier model asked alone.
  ///
  /// A session in which that model was the only coder of the same problem is a run baseline; without
  /// one, the coder's own tokens at that model's price are an estimate, and called one.
  func frontierOnly(_ experiment: Experiment) async -> FrontierComparison {
    let name = Self.frontierModel
    let models = experiment.ledger.entries.keys.filter { $0.role == .coder }.map(\.model)
    if models.contains(where: { (try? services.models.resolve($0))?.isSimulator == true }) {
      return FrontierComparison(text: "nothing to compare: the simulator is no model")
    }
    let coder = experiment.ledger.total { $0.role == .coder }
    guard coder.calls > 0 else { return FrontierComparison(text: "nothing to compare yet") }
    let baselines = (try? await runBaselines(for: [experiment])) ?? RunBaselines()
    let usages = (try? await coderUsages())?[experiment.taskID] ?? []
    let cost = frontierCost(of: experiment, by: name, baselines.runs, usages)
    let note = baselines.note.map { " · \($0)" } ?? ""
    guard let amount = cost.amount, let shown = cost.shown else {
      return FrontierComparison(text: cost.ground + note)
    }
    let text = "\(cost.isRun ? "" : "estimate ")\(shown) (\(name), \(cost.ground))\(note)"
    let spent = experiment.ledger.total()
    guard spent.unpriced == 0, Money.zero < amount, cost.isComparable, cost.isRun,
      experiment.firstModelPass != nil, !models.contains(where: { isSame($0, name) })
    else {
      return FrontierComparison(text: text, cost: amount, isRun: cost.isRun)
    }
    let saved = amount - spent.atMost
    return FrontierComparison(
      text: "\(text) · savings \(saved) (\(percent(saved, of: amount)) %)", cost: amount,
      isRun: true, saved: saved)
  }

  /// Whether two names mean the same model, whatever service hosts it.
  private func isSame(_ name: String, _ other: String) -> Bool {
    let prices = services.models.prices
    return prices.bareName(name) == prices.bareName(other)
  }

  private func percent(_ part: Money, of whole: Money) -> Int {
    Int(Double(part.nanoUSD) * 100 / Double(whole.nanoUSD))
  }

  /// What a model alone cost for an experiment's problem, or would by the tokens of the coder's answers.
  func frontierCost(
    of experiment: Experiment, by name: String, _ baselines: [String: [RunBaseline]],
    _ usages: [Usage]
  ) -> FrontierCost {
    let runs = (baselines[experiment.taskID] ?? []).filter {
      isSame($0.model, name) && $0.cost != nil
    }
    // A solved run says what solving costs; of several the last one counts.
    if let run = runs.last(where: \.isSolved) ?? runs.last {
      let end = run.isSolved ? "solved" : "not solved"
      let attempts = Numbers.plural(run.attempts, "attempt")
      return FrontierCost(
        amount: run.cost, isRun: true, isComparable: run.isSolved,
        ground: "run: \(end) in \(attempts), session \(run.session)")
    }
    return estimate(by: name, usages)
  }

  /// Every answer's tokens at a model's price, each for itself: a price may hold for prompts up to a
  /// length, and what was not counted is missing.
  private func estimate(by name: String, _ usages: [Usage]) -> FrontierCost {
    let price = services.models.price(of: name)
    let costs = usages.compactMap { usage in
      price?.cost(of: Usage(inputTokens: usage.inputTokens, outputTokens: usage.outputTokens))
    }
    guard !costs.isEmpty else {
      let isCounted = usages.contains { $0.inputTokens != nil && $0.outputTokens != nil }
      let reason =
        isCounted ? "no price for \(name) to compare with" : "no token counts to estimate from"
      return FrontierCost(amount: nil, isRun: false, isComparable: false, ground: reason)
    }
    let isWhole = costs.count == usages.count
    let calls = isWhole ? "" : " of \(costs.count) of \(usages.count) calls"
    return FrontierCost(
      amount: costs.reduce(.zero, +), isRun: false, isComparable: isWhole, isLeast: !isWhole,
      ground: "by the coder's own tokens\(calls); no run to compare with")
  }
}
