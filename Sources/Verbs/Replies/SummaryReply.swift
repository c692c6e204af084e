import Experiments
import Presentation

/// What an experiment came to.
enum SummaryReply {
  static func summary(of experiment: Experiment, frontier: FrontierComparison) -> Reply {
    let isSolved = experiment.firstModelPass != nil
    let path = experiment.path(to: experiment.position.head).filter { !$0.isByHand }
    let made = experiment.attempts.count { !$0.isByHand }
    let byHand = experiment.attempts.count - made
    let others = byHand == 0 ? "" : ", \(byHand) by hand"
    var reply = Reply(
      "\(experiment.taskID, .strong) \(isSolved ? StyledText("solved", .good) : StyledText("not solved", .bad)) · \(Numbers.plural(path.count, "attempt")) on this path, \(made) in all\(others) · \(experiment.guidance.count { $0.scope != .review }) guidance · \(Numbers.plural(experiment.reviews.count, "review"))"
    )
    let tests = experiment.attempts.reduce(0) { $0 + $1.testMs }
    let models = experiment.ledger.total().modelMs
    reply.add(
      "  time   models \(Numbers.duration(ms: models)) · tests \(Numbers.duration(ms: tests))"
    )
    reply.add(costs(of: experiment.ledger))
    reply.add(StyledText("  frontier-only   \(frontier.text)"))
    reply.records = [
      SummaryRecord(experiment, isSolved: isSolved, pathAttempts: path.count, frontier)
    ]
    return reply
  }

  /// What was spent on specs, attempts and reviews.
  static func phases(of ledger: Ledger) -> [(name: String, totals: Ledger.Totals)] {
    zip(["spec", "iterations", "reviews"], [Role.spec, .coder, .reviewer]).map { name, role in
      (name, ledger.total { $0.role == role })
    }
  }

  /// What was spent on models of each tier that was asked.
  static func tiers(of ledger: Ledger) -> [(tier: Tier, totals: Ledger.Totals)] {
    Tier.allCases.map { tier in (tier, ledger.total { $0.tier == tier }) }.filter { $1.calls > 0 }
  }

  /// Tokens and money by phase and by tier.
  static func costs(of ledger: Ledger) -> [StyledText] {
    let phases = phases(of: ledger).map { name, totals in
      "\(name) \(CostText.total(totals)) (\(totals.calls))"
    }
    let total = CostText.total(ledger.total())
    let tiers = tiers(of: ledger).map { tier, totals -> String in
      let name = tier.rawValue.replacing("-", with: " ")
      let read = CostText.tokens(totals.inputTokens, of: totals)
      let written = CostText.tokens(totals.outputTokens, of: totals)
      return "\(name) \(CostText.total(totals)), \(read) in + \(written) out"
    }
    return [
      StyledText("  cost   \(phases.joined(separator: " · ")) · total \(total)"),
      StyledText("  tiers   \(tiers.isEmpty ? "none" : tiers.joined(separator: " · "))"),
    ]
  }
}

extension SummaryRecord {
  init(
    _ experiment: Experiment, isSolved: Bool, pathAttempts: Int, _ frontier: FrontierComparison
  ) {
    let totals = experiment.ledger.total()
    let made = experiment.attempts.count { !$0.isByHand }
    self.init(
      problem: experiment.taskID, solved: isSolved, attempts: made, pathAttempts: pathAttempts,
      byHand: experiment.attempts.count - made,
      guidance: experiment.guidance.count { $0.scope != .review },
      reviews: experiment.reviews.count, modelMs: totals.modelMs,
      testMs: experiment.attempts.reduce(0) { $0 + $1.testMs }, inputTokens: totals.inputTokens,
      outputTokens: totals.outputTokens, costNanoUSD: totals.cost.nanoUSD,
      unpricedCalls: totals.unpriced, phases: PhasePart.all(of: experiment.ledger),
      tiers: TierPart.all(of: experiment.ledger), frontierOnly: frontier.text,
      frontier: FrontierPart(frontier))
  }
}

extension PhasePart {
  static func all(of ledger: Ledger) -> [PhasePart] {
    SummaryReply.phases(of: ledger).map { PhasePart(phase: $0, spent: SpentPart($1)) }
  }
}

extension TierPart {
  static func all(of ledger: Ledger) -> [TierPart] {
    SummaryReply.tiers(of: ledger).map { TierPart(tier: $0, spent: SpentPart($1)) }
  }
}

extension SpentPart {
  init(_ totals: Ledger.Totals) {
    self.init(
      calls: totals.calls, uncountedCalls: totals.uncounted, inputTokens: totals.inputTokens,
      outputTokens: totals.outputTokens, cacheReadTokens: totals.cacheReadTokens,
      reasoningTokens: totals.reasoningTokens, costNanoUSD: totals.cost.nanoUSD,
      unpricedCalls: totals.unpriced, brokenCalls: totals.broken,
      brokenAtMostNanoUSD: totals.brokenAtMost.nanoUSD, modelMs: totals.modelMs)
  }
}

extension FrontierPart {
  init(_ comparison: FrontierComparison) {
    self.init(
      text: comparison.text, costNanoUSD: comparison.cost?.nanoUSD, isRun: comparison.isRun,
      savedNanoUSD: comparison.saved?.nanoUSD)
  }
}
