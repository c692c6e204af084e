package import Experiments
internal import GRDB
internal import Synchronization

extension SQLiteSessionStore {
  package func sessions(_ query: SessionQuery) async throws -> [SessionSummary] {
    let rows = try await read("list the sessions") { db in try SessionRow.all(query, db) }
    // A session that is not held has no lock file, so one look at the folder answers for most.
    let locked = Set(RawFile.names(in: locksFolder))
    return rows.map { summary(of: $0, mayBeHeld: locked.contains(lockName(of: $0.id))) }
  }

  package func sessionCount(_ query: SessionQuery) async throws -> Int {
    try await read("count the sessions") { db in try SessionRow.count(query, db) }
  }

  package func session(named name: String) async throws -> SessionSummary? {
    let row = try await read("look for a session") { db in try SessionRow.find(name: name, db) }
    return row.map { summary(of: $0, mayBeHeld: true) }
  }

  private func summary(of row: SessionRow, mayBeHeld: Bool) -> SessionSummary {
    SessionSummary(
      id: row.id, name: row.name, kind: row.kind, run: row.run, createdAt: row.createdAt,
      eventCount: row.eventCount, lastEventAt: row.lastEventAt,
      holder: mayBeHeld ? SessionLock.holder(of: lockPath(of: row.id))?.description : nil)
  }

  package func create(
    name: String, kind: SessionKind, run: String?, at: Timestamp
  ) async throws -> SessionID {
    let created = try write("create session “\(name)”") { [self] db in
      try requireFree(name, except: nil, db)
      let id = try SessionRow.insert(name: name, kind: kind, run: run, at: at, db)
      // Held before the commit shows it to other processes; a failed commit lets it go.
      return (id: id, lock: try lock(id, name: name))
    }
    locks.withLock { $0[created.id] = created.lock }
    return created.id
  }

  package func delete(_ session: SessionID) async throws {
    try write("delete a session") { [self] db in
      // A lock of this process refuses too.
      let lock = try lock(session, name: try find(session, db).name)
      try withExtendedLifetime(lock) { try SessionRow.delete(session, db) }
    }
  }

  package func hold(_ session: SessionID) async throws {
    let row = try await read("open the session") { [self] db in try find(session, db) }
    try locks.withLock { locks in
      if locks[session] == nil { locks[session] = try lock(session, name: row.name) }
    }
  }

  package func release(_ session: SessionID) async {
    locks.withLock { $0[session] = nil }
  }

  package func rename(_ session: SessionID, to name: String) async throws {
    try write("rename a session to “\(name)”") { [self] db in
      let row = try find(session, db)
      try requireFree(name, except: session, db)
      let passing = try isHeld(session) ? nil : lock(session, name: row.name)
      try withExtendedLifetime(passing) { try SessionRow.rename(session, to: name, db) }
    }
  }

  func isHeld(_ session: SessionID) -> Bool { locks.withLock { $0[session] != nil } }

  func find(_ session: SessionID, _ db: Database) throws -> SessionRow {
    guard let row = try SessionRow.find(session, db) else {
      throw StoreError(
        code: .notFound,
        message: "there is no session number \(session.rawValue) in \(path); "
          + "list the sessions to see which there are")
    }
    return row
  }

  private func requireFree(_ name: String, except session: SessionID?, _ db: Database) throws {
    guard let taken = try SessionRow.find(name: name, db), taken.id != session else { return }
    throw StoreError(
      code: .nameTaken,
      message: "a session named “\(name)” is already in \(path); open it, or choose another name")
  }

  private func lock(_ session: SessionID, name: String) throws(StoreError) -> SessionLock {
    try SessionLock(path: lockPath(of: session), name: name, since: now())
  }

  private var locksFolder: String { folder + "/locks" }

  private func lockName(of session: SessionID) -> String { "\(session.rawValue).lock" }

  private func lockPath(of session: SessionID) -> String {
    locksFolder + "/" + lockName(of: session)
  }
}
