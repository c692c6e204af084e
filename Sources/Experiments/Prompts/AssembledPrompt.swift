package import CanonicalJSON

/// A prompt made of its slots, before it is sent.
package struct AssembledPrompt: Sendable, Hashable {
  /// A slot with what it costs and where it came from.
  package struct Part: Sendable, Hashable {
    package var slot: RenderedSlot
    /// Such as `HumanEval/32`, `s1`, `@4`, `g2`, or the template's name.
    package var origin: String
    /// How its tokens are estimated.
    var estimate: TokenEstimate

    package init(slot: RenderedSlot, origin: String, estimate: TokenEstimate = .general) {
      self.slot = slot
      self.origin = origin
      self.estimate = estimate
    }

    /// Estimated.
    package var tokens: Int { estimate.tokens(slot.text) }
  }

  package var template: String
  package var templateHash: ContentHash
  /// In the order sent.
  package var parts: [Part]
  /// Slots left out to fit the context, by name, in the order they went.
  package var dropped: [String]
  package var exposure: Exposure

  package init(
    template: String, templateHash: ContentHash, parts: [Part], dropped: [String],
    exposure: Exposure
  ) {
    self.template = template
    self.templateHash = templateHash
    self.parts = parts
    self.dropped = dropped
    self.exposure = exposure
  }

  /// Estimated tokens of all parts.
  package var tokens: Int { parts.reduce(0) { $0 + $1.tokens } }

  /// The chat messages: slots of one speaker that follow each other are one message.
  package var messages: [Message] {
    var messages: [Message] = []
    for part in parts {
      if messages.last?.role == part.slot.speaker {
        messages[messages.count - 1].content += "\n\n" + part.slot.text
      } else {
        messages.append(Message(role: part.slot.speaker, content: part.slot.text))
      }
    }
    return messages
  }

  /// Leaves optional slots out, the lowest rank first, until the rest fits.
  ///
  /// **Units**: `limit` is in estimated tokens. Required slots stay even when they do not fit.
  mutating func fit(into limit: Int) {
    while tokens > limit {
      let droppable = parts.indices.filter { parts[$0].slot.dropRank != nil }
      guard
        let index = droppable.min(by: {
          (parts[$0].slot.dropRank ?? 0) < (parts[$1].slot.dropRank ?? 0)
        })
      else { return }
      dropped.append(parts.remove(at: index).slot.name)
    }
  }
}
