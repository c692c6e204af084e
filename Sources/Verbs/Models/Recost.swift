package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `recost [--prices FILE] [--batch]`.
package struct Recost: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "recost",
    abstract: "What the session's calls would cost at other prices; nothing of it is changed.",
    discussion: """
      Every call is priced anew from the tokens that were reported: by the catalog as it is now, by the \
      prices that held on a day, or by a file of your own in the form of data/prices.json. A local model \
      may stand there too; without an entry it keeps what it cost: nothing, or its hours. Calls that have \
      no price there stay unpriced. Of a call that broke off the bound is priced.
      """)
  package static let group = VerbGroup.models
  package static let records: [any ReplyRecord.Type] = [RecostRecord.self]
  package static let effects: Set<VerbEffect> = [.readsFiles]
  package static let seeAlso = ["cost", "budget", "frontier-costs"]
  package static let examples = ["recost", "recost --batch", "recost --on 2026-01-31"]
  package static let completions = [ArgumentCompletion.path]

  @Option(help: "A price table of your own, laid over the catalog.") package var prices: String?
  @Option(help: "The prices that held on this day, YYYY-MM-DD; the newest when left out.")
  package var on: String?
  @Flag(help: "At the prices of the vendors' batch interfaces.") package var batch = false

  package init() {}

  package func validate() throws {
    if let on, on.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) == nil {
      throw ValidationError("--on takes a day such as 2026-01-31, not \(on)")
    }
  }

  package func run(in context: VerbContext) async throws -> Reply {
    let session = context.session
    let calls = try await session.pricedCalls()
    guard !calls.isEmpty else {
      return Reply("no call was answered in this session")
    }
    let catalog = session.services.models.prices
    var table = catalog
    if let prices {
      let bytes = try session.services.files.read(prices)
      do throws(PriceTableError) {
        table = table.overridden(by: try PriceTable(json: bytes))
      } catch {
        throw WorkbenchError(
          "\(prices): \(error)", hint: "help spending shows the form of a price table", word: prices
        )
      }
    }
    return reply(Dictionary(grouping: calls, by: \.model), table, catalog)
  }

  private func reply(
    _ models: [String: [PricedCall]], _ prices: PriceTable, _ catalog: PriceTable
  ) -> Reply {
    var table = Table(columns: [
      .init("model", isFlexible: true), .init("calls", .right, dropRank: 2),
      .init("recorded", .right), .init("now", .right), .init("price of", dropRank: 1),
    ])
    var (before, after) = (Ledger.Totals(), Ledger.Totals())
    var reply = Reply()
    for (model, calls) in models.sorted(by: { $0.key < $1.key }) {
      let old = sum(calls) { $0.recorded }
      let new = sum(calls) { now($0, prices, catalog) }
      (before, after) = (before + old, after + new)
      let sources = Set(calls.map { source($0, prices) }).sorted().joined(separator: ", ")
      table.rows.append([
        StyledText(model), StyledText(String(old.calls)), StyledText(CostText.total(old)),
        StyledText(CostText.total(new)), StyledText(sources, .dim),
      ])
      reply.records.append(
        RecostRecord(
          model: model, calls: old.calls, recordedNanoUSD: old.cost.nanoUSD,
          nowNanoUSD: new.cost.nanoUSD, unpricedCalls: new.unpriced, brokenCalls: new.broken,
          recordedBrokenAtMostNanoUSD: old.brokenAtMost.nanoUSD,
          nowBrokenAtMostNanoUSD: new.brokenAtMost.nanoUSD, asOf: sources))
    }
    reply.add(table)
    reply.add("total \(CostText.total(before)) recorded · \(CostText.total(after)) now")
    return reply
  }

  /// What a call costs by a table, its time on a machine as it was recorded.
  ///
  /// Without an entry only that time is known, and only of a local call that had a cost.
  private func now(_ call: PricedCall, _ prices: PriceTable, _ catalog: PriceTable) -> Money? {
    let time = call.machineTime(by: catalog)
    guard let entry = call.entry(in: prices, on: on) else { return time }
    let price = batch ? entry.batch : entry.price
    return price.flatMap { call.cost($0) }.map { $0 + (time ?? .zero) }
  }

  private func source(_ call: PricedCall, _ prices: PriceTable) -> String {
    if let entry = call.entry(in: prices, on: on) { return entry.asOf }
    return call.tier == .local && call.recorded != nil ? "local" : "no entry"
  }

  private func sum(_ calls: [PricedCall], _ cost: (PricedCall) -> Money?) -> Ledger.Totals {
    calls.reduce(into: Ledger.Totals()) { totals, call in
      totals.calls += call.broken == 0 ? 1 : 0
      totals.broken += call.broken
      switch cost(call) {
      case nil: totals.unpriced += max(1, call.broken)
      case let cost? where call.broken == 0: totals.cost = totals.cost + cost
      case let most?: totals.brokenAtMost = totals.brokenAtMost + most
      }
    }
  }
}
