package import ArgumentParser
import CanonicalJSON
import Experiments
package import Presentation
import Runs

/// `cost`.
package struct Cost: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "cost",
    abstract: "What the problem and the session cost, by phase, tier and model.")
  package static let group = VerbGroup.comparing
  package static let seeAlso = ["time", "preview", "finish", "budget"]
  package static let examples = ["cost", "cost >> spent.txt"]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let state = await context.session.state
    var reply = Reply()
    if let experiment = state.experiment {
      reply.add("\(experiment.taskID, .strong)")
      reply.add(SummaryReply.costs(of: experiment.ledger))
      reply.add("  frontier-only   \(await context.session.frontierOnly(experiment).text)")
    }
    let ledger = state.experiments.values.reduce(Ledger()) { $0 + $1.ledger }
    reply.add(
      "session \(CostText.total(ledger.total())) · \(Numbers.plural(ledger.total().calls, "call"))"
    )
    let recorded = ledger.total(where: \.isReplay).cost
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
    reply.records = entries.map { key, totals in
      [
        "event": "cost", "role": .string(key.role.rawValue), "model": .string(key.model),
        "tier": .string(key.tier.rawValue), "calls": .integer(totals.calls),
        "uncountedCalls": .integer(totals.uncounted),
        "inputTokens": .integer(totals.inputTokens), "outputTokens": .integer(totals.outputTokens),
        "cacheReadTokens": .integer(totals.cacheReadTokens),
        "reasoningTokens": .integer(totals.reasoningTokens),
        "costNanoUSD": .integer(totals.cost.nanoUSD), "unpricedCalls": .integer(totals.unpriced),
        "brokenCalls": .integer(totals.broken),
        "brokenAtMostNanoUSD": .integer(totals.brokenAtMost.nanoUSD),
      ]
    }
    if reply.records.isEmpty { reply.records = [["event": "cost", "calls": 0]] }
    return reply
  }
}
