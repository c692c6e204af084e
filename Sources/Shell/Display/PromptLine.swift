package import Experiments
package import Presentation
package import Runs

/// The prompt: where the head is, in a line.
package enum PromptLine {
  /// What a part says, in the order in which the parts give way to a narrow window.
  private enum Kind: CaseIterable {
    case program, branch, guidance, left, halted, draft, problem, head, mark
  }

  private struct Part {
    let kind: Kind
    let text: StyledText

    init(_ kind: Kind, _ text: String, _ style: Style = .plain) {
      self.kind = kind
      self.text = StyledText(text + " ", style)
    }
  }

  /// The prompt for a state, and what its budget leaves.
  ///
  /// Such as `koderz HumanEval/32 tolerance @4 ✗3/8 +g1 $0.42 left › `.
  package static func text(
    _ state: SessionState, budget: Budget = Budget(), spent: [Budget.Scope: Money] = [:]
  ) -> StyledText {
    texts(state, budget: budget, spent: spent)[0]
  }

  /// The prompt, then the same with ever fewer parts, for narrow windows.
  ///
  /// **Shape**: one at least; the last is the mark alone.
  package static func texts(
    _ state: SessionState, budget: Budget = Budget(), spent: [Budget.Scope: Money] = [:]
  ) -> [StyledText] {
    var parts = parts(state, budget, spent)
    var texts = [joined(parts)]
    for kind in Kind.allCases.dropLast() where parts.contains(where: { $0.kind == kind }) {
      parts.removeAll { $0.kind == kind }
      texts.append(joined(parts))
    }
    return texts
  }

  private static func joined(_ parts: [Part]) -> StyledText {
    parts.reduce(StyledText()) { $0 + $1.text }
  }

  private static func parts(
    _ state: SessionState, _ budget: Budget, _ spent: [Budget.Scope: Money]
  ) -> [Part] {
    var parts = [Part(.program, "koderz", .dim)]
    if let experiment = state.experiment {
      parts += place(in: experiment)
      // Without a limit nothing is stopped by one any more.
      if let halted = experiment.halted, halted != .budget || !budget.isEmpty {
        parts.append(Part(.halted, "(\(halted.rawValue))", .warning))
      }
    }
    if let left = budget.left(spent: spent) {
      parts.append(Part(.left, "\(left.amount) left", left.isLow ? .warning : .dim))
    }
    return parts + [Part(.mark, "›", .strong)]
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

  private static func place(in experiment: Experiment) -> [Part] {
    let position = experiment.position
    var parts = [Part(.problem, experiment.taskID, .strong)]
    if let branch = position.branch, branch != "main" { parts.append(Part(.branch, branch)) }
    if let head = experiment.head {
      parts.append(Part(.head, "@\(head.number)", .address))
      parts.append(Part(.head, verdict(head), head.isPass ? .good : .bad))
      if position.branch == nil { parts.append(Part(.branch, "between tips", .dim)) }
    } else if let spec = experiment.holdings.spec {
      parts.append(Part(.head, "s\(spec)"))
    }
    parts += experiment.holdings.guidance.map { Part(.guidance, "g\($0)", .dim) }
    parts += position.here.guidance.map { Part(.guidance, "+g\($0)", .warning) }
    if let draft = position.draft {
      parts.append(Part(.draft, "…\(draft.stage.rawValue)", .warning))
    }
    return parts
  }

  private static func verdict(_ attempt: Attempt) -> String {
    if attempt.isPass { return "✓" }
    return attempt.total > 0
      ? "✗\(attempt.passed)/\(attempt.total)" : "✗\(attempt.outcome.rawValue)"
  }
}
