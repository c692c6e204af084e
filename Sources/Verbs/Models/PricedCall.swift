import Experiments
import Runs

/// A call of a session as it can be priced anew.
struct PricedCall: Sendable {
  var model: String
  /// The name that the server, or the recording, gave the model; empty when the call broke off.
  var reportedModel = ""
  var tier: Tier
  /// What it cost when it was made, or at most when it broke off; nil when that is not known.
  var recorded: Money?
  /// Tries that broke off; 0 for a call that was answered.
  var broken = 0
  /// What it costs at a price, or at most; nil when a count is missing.
  var cost: @Sendable (Price) -> Money?

  init(_ completion: CompletionReceived) {
    (model, tier, recorded) = (completion.model, completion.tier, completion.cost)
    reportedModel = completion.reportedModel
    let usage = completion.usage
    cost = { $0.cost(of: usage) }
  }

  init(_ call: BrokenCall, asking request: GenerationRequest) {
    (model, tier, recorded, broken) = (
      call.model, call.tier, call.atMost, call.tries
    )
    let (input, output) = (
      TokenEstimate.bound(request.messages), request.sampling.maxOutputTokens
    )
    cost = { call.tries * $0.worstCase(inputTokens: input, outputTokens: output) }
  }

  /// The table's entry for it: by its own name, else by the reported one, which a recording has.
  func entry(in prices: PriceTable, on day: String? = nil) -> PriceTable.Entry? {
    prices.entry(for: model, on: day) ?? prices.entry(for: reportedModel, on: day)
  }

  /// What of a local call's recorded cost was for its time on the machine.
  ///
  /// That is what the tokens do not cost by the catalog. Nil for another call, and when the cost is not
  /// known.
  func machineTime(by catalog: PriceTable) -> Money? {
    guard tier == .local, let recorded else { return nil }
    return max(.zero, recorded - (entry(in: catalog).flatMap { cost($0.price) } ?? .zero))
  }
}

extension OpenSession {
  /// Every call of the open session that was answered, or that broke off when it may have cost
  /// something, in order.
  ///
  /// - Throws: `StoreError`, `EventError`.
  func pricedCalls() async throws -> [PricedCall] {
    var calls: [PricedCall] = []
    for event in try await events(
      of: [CompletionReceived.kind, InfraFailed.kind, Cancelled.kind])
    {
      var broken: BrokenCall?
      switch event.payload {
      case let completion as CompletionReceived:
        calls.append(PricedCall(completion))
        broken = completion.broken
      case let failure as InfraFailed: broken = failure.broken
      case let cancelled as Cancelled: broken = cancelled.broken
      default: break
      }
      guard let broken, let parent = event.parent,
        let sent = try await self.event(parent).payload as? RequestSent
      else { continue }
      calls.append(PricedCall(broken, asking: try await request(from: sent)))
    }
    return calls
  }
}
