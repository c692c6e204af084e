import CanonicalJSON
internal import Experiments
internal import GRDB

/// A row of `event`.
struct EventRow: FetchableRecord {
  var record: EventRecord

  private static let select =
    "SELECT ordinal, previous, hash, experiment, parent, kind, at, payload, command FROM event"

  init(record: EventRecord) { self.record = record }

  init(row: Row) throws {
    record = EventRecord(
      ordinal: try row.value(0), previous: try row.hash(1), hash: try row.hash(2),
      experiment: try row.hasNull(atIndex: 3) ? nil : row.value(3),
      parent: try row.hasNull(atIndex: 4) ? nil : row.value(4),
      command: try row.hasNull(atIndex: 8) ? nil : row.value(8), kind: try row.value(5),
      at: try row.time(6), payload: try row.value(7))
  }

  /// The events of a session in order, read one by one.
  static func cursor(
    _ session: SessionID,
    ordinals: ClosedRange<Int>,
    _ db: Database
  ) throws -> RecordCursor<EventRow> {
    let statement = try db.makeStatement(
      sql: select + " WHERE sessionID = ? AND ordinal BETWEEN ? AND ? ORDER BY ordinal")
    return try fetchCursor(
      statement, arguments: [session.rawValue, ordinals.lowerBound, ordinals.upperBound])
  }

  /// The hash of one event; nil when there is no such event.
  static func hash(
    of ordinal: Int,
    in session: SessionID,
    _ db: Database
  ) throws -> ContentHash? {
    let sql = "SELECT hash FROM event WHERE sessionID = ? AND ordinal = ?"
    let row = try Row.fetchOne(db, sql: sql, arguments: [session.rawValue, ordinal])
    return try row?.hash(0)
  }

  /// The specs made for a problem in any session, the newest first.
  ///
  /// The condition on `kind` is spelled as in the index, which SQLite would not use otherwise.
  static func specs(taskID: String, key: ContentHash?, _ db: Database) throws -> [StoredSpec] {
    var sql = """
      SELECT session.name, payload FROM event JOIN session ON session.id = sessionID
      WHERE event.kind = 'spec-made' AND json_extract(payload, '$.taskID') = ?
      """
    var arguments: StatementArguments = [taskID]
    if let key {
      sql += " AND json_extract(payload, '$.key') = ?"
      arguments += [key.hex]
    }
    sql += " ORDER BY at DESC, sessionID DESC, ordinal DESC"
    return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
      let payload: String = try row.value(1)
      guard let spec = try? SpecMade(canonicalJSON: payload) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a spec cannot be read")
      }
      return StoredSpec(session: try row.value(0), spec: spec)
    }
  }

  func insert(into session: SessionID, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO event
          (sessionID, ordinal, previous, hash, experiment, parent, kind, at, payload, command)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      session.rawValue, record.ordinal, record.previous.blob, record.hash.blob,
      try record.experiment?.bindable(), record.parent, try record.kind.bindable(),
      record.at.milliseconds, try record.payload.bindable(),
      record.command,
    ])
  }
}
