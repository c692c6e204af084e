internal import Experiments
internal import GRDB

/// A row of `session`.
struct SessionRow: FetchableRecord {
  var id: SessionID
  var name: String
  var createdAt: Timestamp
  var eventCount: Int
  var lastHash: ContentHash
  var lastEventAt: Timestamp?

  private static let select =
    "SELECT id, name, createdAt, eventCount, lastHash, lastEventAt FROM session"

  init(row: Row) throws {
    id = SessionID(rawValue: try row.value(0))
    name = try row.value(1)
    createdAt = try row.time(2)
    eventCount = try row.value(3)
    lastHash = try row.hash(4)
    lastEventAt = try row.hasNull(atIndex: 5) ? nil : row.time(5)
  }

  /// Every session, the newest first.
  static func all(_ db: Database) throws -> [SessionRow] {
    try fetchAll(db, sql: select + " ORDER BY createdAt DESC, id DESC")
  }

  static func find(_ session: SessionID, _ db: Database) throws -> SessionRow? {
    let statement = try db.cachedStatement(sql: select + " WHERE id = ?")
    return try fetchOne(statement, arguments: [session.rawValue])
  }

  static func find(name: String, _ db: Database) throws -> SessionID? {
    try Int64.fetchOne(
      db, sql: "SELECT id FROM session WHERE name = ?", arguments: [try name.bindable()]
    ).map { SessionID(rawValue: $0) }
  }

  /// Adds a session without events.
  static func insert(name: String, at: Timestamp, _ db: Database) throws -> SessionID {
    try db.execute(
      sql: "INSERT INTO session (name, createdAt, eventCount, lastHash) VALUES (?, ?, 0, ?)",
      arguments: [try name.bindable(), at.milliseconds, ContentHash.none.blob])
    return SessionID(rawValue: db.lastInsertedRowID)
  }

  static func rename(_ session: SessionID, to name: String, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE session SET name = ? WHERE id = ?",
      arguments: [try name.bindable(), session.rawValue])
  }

  /// Makes an event the last one, when the session still ends where the first of the new ones begins.
  static func moveHead(
    of session: SessionID, from first: EventRecord, to last: EventRecord, _ db: Database
  ) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: """
        UPDATE session SET eventCount = ?, lastHash = ?, lastEventAt = ?
        WHERE id = ? AND eventCount = ? AND lastHash = ?
        """)
    try statement.execute(arguments: [
      last.ordinal, last.hash.blob, last.at.milliseconds,
      session.rawValue, first.ordinal - 1, first.previous.blob,
    ])
    return db.changesCount == 1
  }
}
