import CanonicalJSON
import Experiments
import Storage

/// Goes on with the chain of one session.
struct Writer {
  private let store: SQLiteSessionStore
  private let id: SessionID
  private var ordinal: Int
  private var lastHash: ContentHash

  init(store: SQLiteSessionStore, session name: String) async throws {
    self.store = store
    if let session = try await store.session(named: name) {
      try await store.hold(session.id)
      id = session.id
      ordinal = session.eventCount
      let last = try await store.events(of: id, ordinals: ordinal...ordinal)
      lastHash = last.last?.hash ?? .none
    } else {
      id = try await store.create(name: name, at: Timestamp(milliseconds: 0))
      (ordinal, lastHash) = (0, .none)
    }
  }

  /// Stores four events and a text; returns the last event's ordinal.
  mutating func appendNext() async throws -> Int {
    var events: [EventRecord] = []
    for index in 0..<4 {
      let payload: any EventContent =
        if ordinal + index == 0 {
          SessionStarted(name: "writer", koderz: "0.0.0")
        } else {
          NoteAdded(text: String(repeating: "a line of some length\n", count: 20))
        }
      events.append(
        try EventRecord(
          sealing: EventDraft(payload), ordinal: ordinal + index + 1,
          previous: events.last?.hash ?? lastHash, at: Timestamp(milliseconds: ordinal)))
    }
    let text = "text of \(ordinal) " + String(repeating: "x", count: 2000)
    try await store.append(events, texts: [text], to: id)
    ordinal += events.count
    lastHash = events.last?.hash ?? lastHash
    return ordinal
  }
}
