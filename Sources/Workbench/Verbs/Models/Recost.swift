package import ArgumentParser
import Experiments
import Synchronization

/// `recost [--prices FILE] [--batch]`.
package struct Recost: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "recost",
    abstract: "What the session's calls would cost at other prices; nothing of it is changed.",
    discussion: """
      Every call is priced anew from the tokens that were reported: by the catalog as it is now, by the \
      prices that held on a day, or by a file of your own in the form of data/prices.json. Calls that \
      have no price there stay unpriced.
      """)
  package static let group = VerbGroup.models
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
    let workspace = context.workspace
    let calls = try await workspace.completions()
    guard !calls.isEmpty else {
      return Reply("no call was answered in this session", record: ["event": "recost", "calls": 0])
    }
    var table = workspace.services.models.prices
    if let prices {
      let bytes = try workspace.services.files.read(prices)
      do throws(PriceTableError) {
        table = table.overridden(by: try PriceTable(json: bytes))
      } catch {
        throw WorkbenchError("\(prices): \(error)", word: prices)
      }
    }
    return reply(Dictionary(grouping: calls, by: \.model), table)
  }

  private func reply(_ models: [String: [CompletionReceived]], _ prices: PriceTable) -> Reply {
    var table = Table(columns: [
      .init("model", isFlexible: true), .init("calls", .right), .init("recorded", .right),
      .init("now", .right), .init("price of"),
    ])
    var (before, after) = (Ledger.Totals(), Ledger.Totals())
    var reply = Reply()
    for (model, calls) in models.sorted(by: { $0.key < $1.key }) {
      // A recording has its model's price.
      let entry =
        prices.entry(for: model, on: on) ?? prices.entry(for: calls[0].reportedModel, on: on)
      let price = calls[0].tier == .local ? .free : batch ? entry?.batch : entry?.price
      let (old, new) = (sum(calls) { $0.cost }, sum(calls) { price?.cost(of: $0.usage) })
      (before, after) = (before + old, after + new)
      let source = calls[0].tier == .local ? "local" : entry?.asOf ?? "no entry"
      table.rows.append([
        StyledText(model), StyledText(String(calls.count)), StyledText(CostText.total(old)),
        StyledText(CostText.total(new)), StyledText(source, .dim),
      ])
      reply.records.append([
        "event": "recost", "model": .string(model), "calls": .integer(calls.count),
        "recordedNanoUSD": .integer(old.cost.nanoUSD), "nowNanoUSD": .integer(new.cost.nanoUSD),
        "unpricedCalls": .integer(new.unpriced), "asOf": .string(source),
      ])
    }
    reply.add(table)
    reply.add("total \(CostText.total(before)) recorded · \(CostText.total(after)) now")
    return reply
  }

  private func sum(
    _ calls: [CompletionReceived], _ cost: (CompletionReceived) -> Money?
  ) -> Ledger.Totals {
    calls.reduce(into: Ledger.Totals()) { totals, call in
      totals.calls += 1
      if let cost = cost(call) { totals.cost = totals.cost + cost } else { totals.unpriced += 1 }
    }
  }
}

extension Workspace {
  /// Every answer of the open session, in order.
  ///
  /// - Throws: `StoreError`, `EventError`.
  func completions() async throws -> [CompletionReceived] {
    guard let session = opened else { return [] }
    let found = Mutex<[CompletionReceived]>([])
    try await services.store.forEachEvent(of: session.id, after: 0) { record in
      guard record.kind == EventKind.completion.rawValue,
        case .completion(let completion) = try record.event().payload
      else { return }
      found.withLock { $0.append(completion) }
    }
    return found.withLock { $0 }
  }
}
