import CanonicalJSON
import Experiments
import Presentation
import Runs

/// What is said about prompts.
enum PromptText {
  /// The slots of a request with tokens and origin, and what it may cost.
  static func anatomy(of prepared: PreparedRequest, attempt: Int) -> Reply {
    let sent = prepared.sent
    var reply = Reply(
      "request for \("@\(attempt)", .address) → \(sent.model)\(prepared.model.isSimulator ? " (simulator)" : "")  T=\(sent.sampling.temperature)  ctx \(sent.sampling.contextTokens)"
    )
    reply.add(slots(sent.slots))
    var total: StyledText =
      "  total \(prepared.prompt.tokens) tok + up to \(sent.sampling.maxOutputTokens) out   "
    total += StyledText(worstCost(prepared))
    total += "   exposure: \(sent.exposure.rawValue)"
    reply.add(total)
    if !sent.dropped.isEmpty {
      reply.add(
        StyledText(
          "  left out to fit the context: \(sent.dropped.joined(separator: ", "))", .warning))
    }
    var record = RequestRecord(sent, node: "@\(attempt)")
    record.costNanoUSD = prepared.estimatedCost?.nanoUSD
    reply.records = [record]
    return reply
  }

  /// A table of slots.
  static func slots(_ slots: [SlotRecord]) -> Table {
    Table(
      columns: [.init(""), .init("slot"), .init("tok", .right), .init("from", isFlexible: true)],
      rows: slots.map { slot in
        [
          StyledText("  \(slot.speaker.rawValue)", .dim), StyledText(slot.name),
          StyledText(String(slot.tokens)), StyledText(slot.origin, .address),
        ]
      })
  }

  /// The messages as they are sent.
  static func messages(_ messages: [Message]) -> Reply {
    var reply = Reply()
    for message in messages {
      reply.add(StyledText("── \(message.role.rawValue) ──", .dim))
      for line in TextLine.split(message.content).map(\.text) {
        reply.add(StyledText(String(line)))
      }
    }
    reply.records = messages.map {
      MessageRecord(role: $0.role, content: $0.content)
    }
    return reply
  }

  private static func worstCost(_ prepared: PreparedRequest) -> String {
    guard let cost = prepared.estimatedCost else { return "unpriced" }
    let hour = prepared.model.price.map { Money(nanoUSD: $0.hourNanoUSD) } ?? .zero
    let time = hour == .zero ? "" : " + \(hour) an hour"
    return (cost == .zero ? "$0.00" : "up to about \(cost)") + time
  }
}

extension RequestRecord {
  init(_ sent: RequestSent, node: String? = nil) {
    self.init(
      node: node, role: sent.role, model: sent.model, temperature: sent.sampling.temperature,
      contextTokens: sent.sampling.contextTokens, maxOutputTokens: sent.sampling.maxOutputTokens,
      tokens: sent.promptTokens, template: sent.template, templateHash: sent.templateHash.hex,
      exposure: sent.exposure, hash: sent.requestHash.hex, sample: sent.sample,
      slots: sent.slots.map {
        SlotPart(name: $0.name, speaker: $0.speaker, tokens: $0.tokens, from: $0.origin)
      },
      dropped: sent.dropped, spec: sent.spec.map { "s\($0)" },
      guidance: sent.guidance.map { "g\($0)" })
  }
}
