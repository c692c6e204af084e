package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `frontier-costs [MODEL...]`.
package struct FrontierCosts: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "frontier-costs",
    abstract: "What frontier models alone cost for the session's problems: run, or estimated.",
    discussion: """
      A run is a session of this workspace in which that model was the only coder of the same problem. \
      Where there is none, the coder's own tokens at that model's price are an estimate, and called one: a \
      frontier model may need fewer attempts, or more tokens. It is a least amount when the \
      tokens of some calls were not counted. To have a run: models use coder NAME, \
      then continue, in a session of its own.
      """)
  package static let group = VerbGroup.comparing
  package static let records: [any ReplyRecord.Type] = [FrontierCostRecord.self]
  package static let effects: Set<VerbEffect> = []
  package static let seeAlso = ["cost", "finish", "recost"]
  package static let examples = ["frontier-costs", "frontier-costs gpt-4o claude-haiku-4-5"]
  package static let completions = [ArgumentCompletion.model]

  @Argument(help: "The models; the full frontier of the catalog's newest prices when left out.")
  package var models: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let state = await session.state
    let experiments = state.order.compactMap { state.experiments[$0] }
      .filter { $0.ledger.total().calls > 0 }
    guard !experiments.isEmpty else {
      throw WorkbenchError("no problem was attempted yet", hint: "step attempts one")
    }
    let names = models.isEmpty ? defaults(session.services.models.prices) : models
    let baselines = try await session.runBaselines(for: experiments)
    let usages = try await session.coderUsages()
    var table = Table(columns: [
      .init("problem"), .init("model", isFlexible: true), .init("cost", .right),
      .init("ground", isFlexible: true),
    ])
    var reply = Reply()
    for experiment in experiments {
      table.rows.append([
        StyledText(experiment.taskID), StyledText("this session"),
        StyledText(CostText.total(experiment.ledger.total())), StyledText("run", .dim),
      ])
      for name in names {
        let cost = session.frontierCost(
          of: experiment, by: name, baselines.runs, usages[experiment.taskID] ?? [])
        table.rows.append([
          StyledText(""), StyledText(name), StyledText(cost.shown ?? "unknown"),
          StyledText((cost.isRun || cost.amount == nil ? "" : "estimate ") + cost.ground, .dim),
        ])
        reply.records.append(
          FrontierCostRecord(
            problem: experiment.taskID, model: name,
            spentNanoUSD: experiment.ledger.total().cost.nanoUSD,
            costNanoUSD: cost.amount?.nanoUSD, isRun: cost.isRun, isLeast: cost.isLeast,
            ground: cost.ground))
      }
    }
    reply.add(table)
    if let note = baselines.note { reply.add(StyledText("  \(note)", .dim)) }
    return reply
  }

  /// The two newest models of the full frontier, by the days of their prices, of each vendor.
  private func defaults(_ prices: PriceTable) -> [String] {
    let frontier = prices.models.compactMap { prices.entry(for: $0) }
      .filter { $0.tier == .fullFrontier }
    return Dictionary(grouping: frontier, by: \.source).sorted { $0.key < $1.key }.flatMap {
      $0.value.sorted { $0.asOf > $1.asOf }.prefix(2).map(\.model)
    }
  }
}
