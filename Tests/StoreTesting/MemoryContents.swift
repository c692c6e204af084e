internal import Experiments

/// Every session of a memory store, and the rules that a disk's store has in its schema.
struct MemoryContents {
  typealias Holder = Int

  struct Session {
    var name: String
    var createdAt: Timestamp
    var holder: Holder?
    var events: [EventRecord] = []
    var snapshot: StoredSnapshot?
  }

  private(set) var sessions: [SessionID: Session] = [:]
  private(set) var texts: [ContentHash: String] = [:]
  private var holders = 0

  mutating func newHolder() -> Holder {
    holders += 1
    return holders
  }

  var summaries: [SessionSummary] {
    let newestFirst = sessions.sorted {
      ($0.value.createdAt, $0.key.rawValue) > ($1.value.createdAt, $1.key.rawValue)
    }
    return newestFirst.map { id, session in
      SessionSummary(
        id: id, name: session.name, createdAt: session.createdAt,
        eventCount: session.events.count, lastEventAt: session.events.last?.at,
        holder: session.holder.map { "store \($0)" })
    }
  }

  mutating func create(_ name: String, at: Timestamp, by holder: Holder) throws -> SessionID {
    try requireFree(name, except: nil)
    let id = SessionID(rawValue: Int64(sessions.count + 1))
    sessions[id] = Session(name: name, createdAt: at, holder: holder)
    return id
  }

  mutating func hold(_ id: SessionID, by holder: Holder) throws {
    let session = try find(id)
    try requireNoOther(than: holder, session)
    sessions[id]?.holder = holder
  }

  mutating func release(_ id: SessionID, by holder: Holder) {
    if sessions[id]?.holder == holder { sessions[id]?.holder = nil }
  }

  mutating func releaseAll(of holder: Holder) {
    for id in sessions.keys { release(id, by: holder) }
  }

  mutating func rename(_ id: SessionID, to name: String, by holder: Holder) throws {
    let session = try find(id)
    try requireFree(name, except: id)
    try requireNoOther(than: holder, session)
    sessions[id]?.name = name
  }

  mutating func append(
    _ events: [EventRecord], texts: [String], to id: SessionID, by holder: Holder
  ) throws {
    let session = try find(id)
    guard session.holder == holder else {
      throw StoreError(code: .notHeld, message: "session “\(session.name)” is not held")
    }
    var last = (ordinal: session.events.count, hash: session.events.last?.hash ?? .none)
    for event in events {
      guard event.ordinal == last.ordinal + 1, event.previous == last.hash else {
        throw StoreError(
          code: .conflict, message: "event #\(event.ordinal) does not follow #\(last.ordinal)")
      }
      last = (event.ordinal, event.hash)
    }
    sessions[id]?.events += events
    for text in texts { self.texts[ContentHash(of: text)] = text }
  }

  mutating func save(_ snapshot: StoredSnapshot, of id: SessionID) throws {
    let events = try find(id).events
    guard events.contains(where: { $0.ordinal == snapshot.ordinal && $0.hash == snapshot.hash })
    else {
      throw StoreError(code: .conflict, message: "no event has the snapshot's ordinal and hash")
    }
    sessions[id]?.snapshot = snapshot
  }

  func specs(taskID: String, key: ContentHash?) throws -> [StoredSpec] {
    var found: [(at: Timestamp, id: Int64, ordinal: Int, spec: StoredSpec)] = []
    for (id, session) in sessions {
      for event in session.events where event.kind == SpecMade.kind.rawValue {
        let spec = try SpecMade(canonicalJSON: event.payload)
        guard spec.taskID == taskID, key == nil || spec.key == key else { continue }
        let stored = StoredSpec(session: session.name, spec: spec)
        found.append((event.at, id.rawValue, event.ordinal, stored))
      }
    }
    return found.sorted { ($0.at, $0.id, $0.ordinal) > ($1.at, $1.id, $1.ordinal) }.map(\.spec)
  }

  private func find(_ id: SessionID) throws -> Session {
    guard let session = sessions[id] else {
      throw StoreError(code: .notFound, message: "there is no session number \(id.rawValue)")
    }
    return session
  }

  private func requireFree(_ name: String, except id: SessionID?) throws {
    guard sessions.contains(where: { $0.key != id && $0.value.name == name }) else { return }
    throw StoreError(code: .nameTaken, message: "a session named “\(name)” exists")
  }

  private func requireNoOther(than holder: Holder, _ session: Session) throws {
    guard let other = session.holder, other != holder else { return }
    throw StoreError(
      code: .held, message: "session “\(session.name)” is held by store \(other)")
  }
}
