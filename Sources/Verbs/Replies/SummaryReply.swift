import CanonicalJSON
import Experiments
import Presentation

/// What an experiment came to.
enum SummaryReply {
  static func summary(of experiment: Experiment, frontier: FrontierComparison) -> Reply {
    let head = experiment.head
    let isSolved = head.map { $0.isPass && !$0.isByHand } ?? false
    let path = experiment.path(to: experiment.position.head)
    var reply = Reply(
      "\(experiment.taskID, .strong) \(isSolved ? StyledText("solved", .good) : StyledText("not solved", .bad)) · \(Numbers.plural(path.count, "attempt")) on this path, \(experiment.attempts.count) in all · \(experiment.guidance.count { $0.scope != .review }) guidance · \(Numbers.plural(experiment.reviews.count, "review"))"
    )
    let tests = experiment.attempts.reduce(0) { $0 + $1.testMs }
    let models = experiment.ledger.total().modelMs
    reply.add(
      "  time   models \(Numbers.duration(ms: models)) · tests \(Numbers.duration(ms: tests))"
    )
    reply.add(costs(of: experiment.ledger))
    reply.add(StyledText("  frontier-only   \(frontier.text)"))
    reply.records = [record(experiment, isSolved, frontier, models: models, tests: tests)]
    return reply
  }

  /// Tokens and money by phase and by tier.
  static func costs(of ledger: Ledger) -> [StyledText] {
    let phases = zip(["spec", "iterations", "reviews"], [Role.spec, .coder, .reviewer]).map {
      name, role in
      let totals = ledger.total { $0.role == role }
      return "\(name) \(CostText.total(totals)) (\(totals.calls))"
    }
    let total = CostText.total(ledger.total())
    let tiers = Tier.allCases.compactMap { tier -> String? in
      let totals = ledger.total { $0.tier == tier }
      guard totals.calls > 0 else { return nil }
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

  private static func record(
    _ experiment: Experiment, _ isSolved: Bool, _ frontier: FrontierComparison, models: Int,
    tests: Int
  ) -> JSONValue {
    let totals = experiment.ledger.total()
    return [
      "event": "summary", "problem": .string(experiment.taskID), "solved": .bool(isSolved),
      "attempts": .integer(experiment.attempts.count),
      "guidance": .integer(experiment.guidance.count { $0.scope != .review }),
      "reviews": .integer(experiment.reviews.count), "modelMs": .integer(models),
      "testMs": .integer(tests), "inputTokens": .integer(totals.inputTokens),
      "outputTokens": .integer(totals.outputTokens),
      "costNanoUSD": .integer(totals.cost.nanoUSD), "unpricedCalls": .integer(totals.unpriced),
      "frontierOnly": .string(frontier.text),
    ]
  }
}
