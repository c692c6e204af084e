import CanonicalJSON
internal import Experiments

/// Every session of a memory store, and the rules that a disk's store has in its schema.
struct MemoryContents {
  typealias Holder = Int

  struct Session {
    var name: String
    var kind: SessionKind
    var run: String?
    var createdAt: Timestamp
    var holder: Holder?
    var events: [EventRecord] = []
    var results: [String: ProblemResult] = [:]
    /// The event up to which the results are stored.
    var resultsOrdinal = 0
    var snapshot: StoredSnapshot?
  }

  private(set) var sessions: [SessionID: Session] = [:]
  private(set) var texts: [ContentHash: String] = [:]
  private var holders = 0
  private var created: Int64 = 0

  mutating func newHolder() -> Holder {
    holders += 1
    return holders
  }

  /// The sessions that a query is for, in its order.
  func summaries(_ query: SessionQuery) -> [SessionSummary] {
    let found = sessions.filter { _, session in
      (query.kinds?.contains(session.kind) ?? true)
        && (query.run == nil || query.run == session.run)
        && (query.isProjected.map { $0 == (session.resultsOrdinal == session.events.count) } ?? true)
    }
    let newestFirst = found.sorted {
      ($0.value.createdAt, $0.key.rawValue) > ($1.value.createdAt, $1.key.rawValue)
    }.map { summary($0.key, $0.value) }
    let ordered = query.order == .newestFirst ? newestFirst : newestFirst.reversed()
    return Array(ordered.prefix(max(0, query.limit ?? .max)))
  }

  func summary(named name: String) -> SessionSummary? {
    sessions.first { $0.value.name == name }.map { summary($0.key, $0.value) }
  }

  private func summary(_ id: SessionID, _ session: Session) -> SessionSummary {
    SessionSummary(
      id: id, name: session.name, kind: session.kind, run: session.run,
      createdAt: session.createdAt, eventCount: session.events.count,
      lastEventAt: session.events.last?.at, holder: session.holder.map { "store \($0)" })
  }

  mutating func create(
    _ name: String, kind: SessionKind, run: String?, at: Timestamp, by holder: Holder
  ) throws -> SessionID {
    try requireFree(name, except: nil)
    created += 1
    let id = SessionID(rawValue: created)
    sessions[id] = Session(name: name, kind: kind, run: run, createdAt: at, holder: holder)
    return id
  }

  mutating func delete(_ id: SessionID) throws {
    let session = try find(id)
    if let holder = session.holder {
      throw StoreError(
        code: .held, message: "session “\(session.name)” is held by store \(holder)")
    }
    sessions[id] = nil
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
    _ batch: SessionAppend, to id: SessionID, by holder: Holder
  ) throws {
    let events = batch.events
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
    if let results = batch.results {
      for result in results { sessions[id]?.results[result.taskID] = result }
      if session.resultsOrdinal == session.events.count {
        sessions[id]?.resultsOrdinal = last.ordinal
      }
    }
    for named in batch.texts { texts[named.hash] = named.text }
  }

  mutating func project(_ projection: SessionResults) {
    guard let session = sessions[projection.session],
      session.events.count == projection.lastOrdinal,
      session.resultsOrdinal < projection.lastOrdinal
    else { return }
    sessions[projection.session]?.results = Dictionary(
      projection.results.map { ($0.taskID, $0) }, uniquingKeysWith: { $1 })
    sessions[projection.session]?.resultsOrdinal = projection.lastOrdinal
  }

  func results(taskID: String) -> [StoredResult] {
    let oldestFirst = sessions.sorted {
      ($0.value.createdAt, $0.key.rawValue) < ($1.value.createdAt, $1.key.rawValue)
    }
    return oldestFirst.compactMap { id, session in
      session.results[taskID].map {
        StoredResult(session: id, sessionName: session.name, result: $0)
      }
    }
  }

  func results(of ids: [SessionID]) -> [StoredResult] {
    ids.flatMap { id in
      (sessions[id]?.results ?? [:]).sorted { $0.key < $1.key }.map {
        StoredResult(session: id, sessionName: sessions[id]?.name ?? "", result: $0.value)
      }
    }
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
