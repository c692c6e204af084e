package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `cost`.
package struct Cost: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "cost",
    abstract: "What the problem and the session cost, by phase, tier and model.")
  package static let group = VerbGroup.comparing
  package static let records: [any ReplyRecord.Type] = [CostRecord.self, CostTotalRecord.self]
  package static let effects: Set<VerbEffect> = []
  package static let seeAlso = ["time", "preview", "finish", "budget"]
  package static let examples = ["cost", "cost >> spent.txt"]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let state = await context.session.state
    var reply = Reply()
    if let experiment = state.experiment {
      reply.add("\(experiment.taskID, .strong)")
      reply.add(SummaryReply.costs(of: experiment.ledger))
      let frontier = await context.session.frontierOnly(experiment)
      reply.add("  frontier-only   \(frontier.text)")
      reply.records.append(CostTotalRecord(experiment, frontier))
    }
    let ledger = state.experiments.values.reduce(Ledger()) { $0 + $1.ledger }
    reply.add(
      "session \(CostText.total(ledger.total())) · \(Numbers.plural(ledger.total().calls, "call"))"
    )
    let recorded = ledger.total(where: \.isReplay).cost
    reply.records.append(
      CostTotalRecord(spent: SpentPart(ledger.total()), recordedNanoUSD: recorded.nanoUSD))
    if .zero < recorded {
      reply.add(
        StyledText("  \(recorded) of it was paid when its answers were recorded, not now", .dim))
    }
    var table = Table(columns: [
      .init("role"), .init("model", isFlexible: true), .init("calls", .right, dropRank: 3),
      .init("in", .right, dropRank: 4), .init("cached", .right, dropRank: 1),
      .init("out", .right, dropRank: 5), .init("time", .right, dropRank: 2),
      .init("cost", .right),
    ])
    let entries = ledger.entries.sorted {
      ($0.key.role.rawValue, $0.key.model) < ($1.key.role.rawValue, $1.key.model)
    }
    for (key, totals) in entries {
      table.rows.append([
        StyledText(key.role.rawValue), StyledText(key.model), StyledText(String(totals.calls)),
        StyledText(CostText.tokens(totals.inputTokens, of: totals)),
        StyledText(totals.cacheReadTokens == 0 ? "" : Numbers.count(totals.cacheReadTokens)),
        StyledText(CostText.tokens(totals.outputTokens, of: totals)),
        StyledText(Numbers.duration(ms: totals.modelMs)), StyledText(CostText.total(totals)),
      ])
    }
    if !table.rows.isEmpty { reply.add(table) }
    reply.records += entries.map { CostRecord($0, $1) }
    return reply
  }
}

extension CostTotalRecord {
  init(_ experiment: Experiment, _ frontier: FrontierComparison) {
    let ledger = experiment.ledger
    self.init(
      problem: experiment.taskID, spent: SpentPart(ledger.total()),
      phases: PhasePart.all(of: ledger), tiers: TierPart.all(of: ledger),
      frontierOnly: FrontierPart(frontier),
      recordedNanoUSD: ledger.total(where: \.isReplay).cost.nanoUSD)
  }
}

extension CostRecord {
  init(_ key: Ledger.Key, _ totals: Ledger.Totals) {
    self.init(
      role: key.role, model: key.model, tier: key.tier, isReplay: key.isReplay,
      calls: totals.calls, uncountedCalls: totals.uncounted, inputTokens: totals.inputTokens,
      outputTokens: totals.outputTokens, cacheReadTokens: totals.cacheReadTokens,
      reasoningTokens: totals.reasoningTokens, costNanoUSD: totals.cost.nanoUSD,
      unpricedCalls: totals.unpriced, brokenCalls: totals.broken,
      brokenAtMostNanoUSD: totals.brokenAtMost.nanoUSD, modelMs: totals.modelMs)
  }
}
