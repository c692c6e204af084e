package import Experiments

/// The prompt: where one stands, in a line.
package enum PromptLine {
  /// The prompt for a state, and what its budget leaves.
  ///
  /// Such as `koderz HumanEval/32 tolerance @4 ✗3/8 +g1 $0.42 left › `.
  package static func text(
    _ state: SessionState, budget: Budget = Budget(), spent: [Budget.Scope: Money] = [:]
  ) -> StyledText {
    var text = StyledText("koderz ", .dim)
    if let experiment = state.experiment {
      text += place(in: experiment)
      // Without a limit nothing is stopped by one any more.
      if let halted = experiment.halted, halted != .budget || !budget.isEmpty {
        text += StyledText("(\(halted.rawValue)) ", .warning)
      }
    }
    if let left = budget.left(spent: spent) {
      text += StyledText("\(left.amount) left ", left.isLow ? .warning : .dim)
    }
    return text + StyledText("› ", .strong)
  }

  /// What stands at the right: the model that is asked next, and what the session has cost.
  package static func right(_ state: SessionState, _ settings: Settings) -> StyledText {
    guard settings["right-prompt"] == "on" else { return StyledText() }
    let ledger = state.experiments.values.reduce(Ledger()) { $0 + $1.ledger }
    let cost = CostText.total(ledger.total())
    return StyledText("\(short(settings.model(.coder))) · \(cost)", .dim)
  }

  /// A model's name as far as the prompt has room for it; of a path its last part.
  private static func short(_ model: String) -> String {
    guard model.count > 24, let slash = model.lastIndex(of: "/") else { return model }
    let kind = model.prefix { $0 != ":" && $0 != "/" }
    return "\(kind)\(model.contains(":") ? ":" : "/")…\(model[slash...])"
  }

  private static func place(in experiment: Experiment) -> StyledText {
    let position = experiment.position
    var text = StyledText("\(experiment.taskID) ", .strong)
    if let branch = position.branch, branch != "main" { text += "\(branch) " }
    if let head = experiment.head {
      text += StyledText("@\(head.number) ", .address)
      text += StyledText(verdict(head), head.isPass ? .good : .bad)
      if position.branch == nil { text += StyledText("between tips ", .dim) }
    } else if let spec = position.spec {
      text += "s\(spec) "
    }
    for guidance in position.here.guidance { text += StyledText("+g\(guidance) ", .warning) }
    if let draft = position.here.draft { text += StyledText("…\(draft.stage.rawValue) ", .warning) }
    return text
  }

  private static func verdict(_ attempt: Attempt) -> String {
    if attempt.isPass { return "✓ " }
    return attempt.total > 0
      ? "✗\(attempt.passed)/\(attempt.total) " : "✗\(attempt.outcome.rawValue) "
  }
}
