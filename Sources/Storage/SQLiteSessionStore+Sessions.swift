package import Experiments
internal import GRDB
internal import Synchronization

extension SQLiteSessionStore {
  package func sessions() async throws -> [SessionSummary] {
    let rows = try await read("list the sessions") { db in try SessionRow.all(db) }
    return rows.map { row in
      SessionSummary(
        id: row.id, name: row.name, createdAt: row.createdAt, eventCount: row.eventCount,
        lastEventAt: row.lastEventAt,
        holder: SessionLock.holder(of: lockPath(of: row.id))?.description)
    }
  }

  package func create(name: String, at: Timestamp) async throws -> SessionID {
    let created = try write("create session “\(name)”") { [self] db in
      try requireFree(name, except: nil, db)
      let id = try SessionRow.insert(name: name, at: at, db)
      // Held before the commit shows it to other processes; a failed commit lets it go.
      return (id: id, lock: try lock(id, name: name))
    }
    locks.withLock { $0[created.id] = created.lock }
    return created.id
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
    guard let taken = try SessionRow.find(name: name, db), taken != session else { return }
    throw StoreError(
      code: .nameTaken,
      message: "a session named “\(name)” is already in \(path); open it, or choose another name")
  }

  private func lock(_ session: SessionID, name: String) throws(StoreError) -> SessionLock {
    try SessionLock(path: lockPath(of: session), name: name, since: now())
  }

  private func lockPath(of session: SessionID) -> String {
    folder + "/locks/\(session.rawValue).lock"
  }
}
