import CanonicalJSON
package import Experiments

/// Events that belong together, and the texts they name: stored in one piece or not at all.
package struct Batch: Sendable {
  package var drafts: [EventDraft]
  package var texts: [NamedText]

  package init(_ drafts: [EventDraft], texts: [String] = []) {
    self.init(drafts, named: texts.map { NamedText($0) })
  }

  package init(_ drafts: [EventDraft], named texts: [NamedText]) {
    self.drafts = drafts
    self.texts = texts
  }

  /// Events of one problem.
  package init(
    _ payloads: [any EventContent], of taskID: String, parent: Int? = nil, texts: [String] = []
  ) {
    self.init(
      payloads.map { EventDraft($0, experiment: taskID, parent: parent) }, texts: texts)
  }
}

/// An event with the record that is stored of it.
struct SealedEvent: Sendable {
  var record: EventRecord
  var event: Event
}

/// Puts batches into the chain before they are stored: pure, with no reference to a store.
///
/// `stored` is the state on the disk, `ahead` the same with all that is sealed and not yet stored. A
/// batch that does not follow is refused here, so that nothing invalid is ever stored. Both are changed
/// in place and share nothing, because a copy would cost as much as the session is long.
struct AppendQueue: Sendable {
  private(set) var stored: SessionState
  private(set) var ahead: SessionState
  /// Sealed since the last `commit` or `abandon`.
  private(set) var sealed: [SealedEvent] = []

  init(_ state: SessionState) {
    (stored, ahead) = (state, state)
  }

  /// Seals the events of a batch behind those sealed before.
  ///
  /// - Throws: `EventError` when they do not follow; then nothing of the batch was sealed.
  mutating func seal(
    _ drafts: [EventDraft], at time: Timestamp, redact: (String) -> String
  ) throws -> [SealedEvent] {
    var made: [SealedEvent] = []
    do {
      for draft in drafts {
        let event = try Self.sealed(draft, after: ahead, at: time, redact)
        try ahead.apply(event.event)
        made.append(event)
      }
    } catch {
      try rewind()
      throw error
    }
    sealed += made
    return made
  }

  /// Takes what was sealed as stored.
  mutating func commit() throws {
    for event in sealed { try stored.apply(event.event) }
    sealed = []
  }

  /// Forgets what was sealed: it could not be stored.
  mutating func abandon() {
    ahead = stored
    sealed = []
  }

  /// Takes a refused batch out of the state, of which it may have changed a part.
  private mutating func rewind() throws {
    ahead = stored
    for event in sealed { try ahead.apply(event.event) }
  }

  private static func sealed(
    _ draft: EventDraft, after state: SessionState, at time: Timestamp,
    _ redact: (String) -> String
  ) throws -> SealedEvent {
    let (ordinal, previous) = (state.lastOrdinal + 1, state.lastHash)
    var payload = draft.payload
    var record = try EventRecord(
      sealing: draft, ordinal: ordinal, previous: previous, at: time)
    let clean = redact(record.payload)
    if clean != record.payload {
      var cleaned = draft
      payload = try type(of: payload).init(canonicalJSON: clean)
      cleaned.payload = payload
      record = try EventRecord(sealing: cleaned, ordinal: ordinal, previous: previous, at: time)
    }
    let event = Event(
      ordinal: ordinal, previous: previous, hash: record.hash, experiment: record.experiment,
      parent: record.parent, command: record.command, at: time, payload: payload)
    return SealedEvent(record: record, event: event)
  }
}
