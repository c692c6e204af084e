import CanonicalJSON
internal import Experiments
internal import GRDB

/// A row of `session`.
struct SessionRow: FetchableRecord {
  var id: SessionID
  var name: String
  var kind: SessionKind
  var run: String?
  var createdAt: Timestamp
  var eventCount: Int
  var lastEventAt: Timestamp?

  private static let select =
    "SELECT id, name, createdAt, eventCount, lastEventAt, kind, run FROM session"

  init(row: Row) throws {
    id = SessionID(rawValue: try row.value(0))
    name = try row.value(1)
    createdAt = try row.time(2)
    eventCount = try row.value(3)
    lastEventAt = try row.hasNull(atIndex: 4) ? nil : row.time(4)
    kind = SessionKind(rawValue: try row.value(5))
    run = try row.hasNull(atIndex: 6) ? nil : row.value(6)
  }

  /// The sessions that a query is for, in its order.
  static func all(_ query: SessionQuery, _ db: Database) throws -> [SessionRow] {
    let condition = try condition(of: query)
    let way = query.order == .newestFirst ? "DESC" : "ASC"
    // SQLite takes a negative limit for none.
    return try fetchAll(
      db, sql: "\(select) \(condition.sql) ORDER BY createdAt \(way), id \(way) LIMIT ?",
      arguments: condition.arguments + [query.limit.map { max(0, $0) } ?? -1])
  }

  /// How many sessions a query is for, its limit left out.
  static func count(_ query: SessionQuery, _ db: Database) throws -> Int {
    let condition = try condition(of: query)
    let sql = "SELECT count(*) FROM session \(condition.sql)"
    return try Int.fetchOne(db, sql: sql, arguments: condition.arguments) ?? 0
  }

  private static func condition(
    of query: SessionQuery
  ) throws -> (sql: String, arguments: StatementArguments) {
    var conditions: [String] = []
    var arguments = StatementArguments()
    if let kinds = query.kinds {
      let places = Array(repeating: "?", count: kinds.count).joined(separator: ", ")
      conditions.append("kind IN (\(places))")
      arguments += StatementArguments(try kinds.map { try $0.rawValue.bindable() })
    }
    if let run = query.run {
      conditions.append("run = ?")
      arguments += [try run.bindable()]
    }
    // Spelled as in the index, which SQLite would not use otherwise.
    if let isProjected = query.isProjected {
      conditions.append(isProjected ? "resultsOrdinal = eventCount" : "resultsOrdinal < eventCount")
    }
    let sql = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    return (sql, arguments)
  }

  static func find(_ session: SessionID, _ db: Database) throws -> SessionRow? {
    let statement = try db.cachedStatement(sql: select + " WHERE id = ?")
    return try fetchOne(statement, arguments: [session.rawValue])
  }

  static func find(name: String, _ db: Database) throws -> SessionRow? {
    // No session has a name that cannot be stored.
    guard let name = try? name.bindable() else { return nil }
    let statement = try db.cachedStatement(sql: select + " WHERE name = ?")
    return try fetchOne(statement, arguments: [name])
  }

  /// Adds a session without events.
  static func insert(
    name: String, kind: SessionKind, run: String?, at: Timestamp, _ db: Database
  ) throws -> SessionID {
    try db.execute(
      sql: """
        INSERT INTO session (name, kind, run, createdAt, eventCount, lastHash)
        VALUES (?, ?, ?, ?, 0, ?)
        """,
      arguments: [
        try name.bindable(), try kind.rawValue.bindable(), try run?.bindable(), at.milliseconds,
        ContentHash.none.blob,
      ])
    return SessionID(rawValue: db.lastInsertedRowID)
  }

  /// Removes a session and everything that is its own.
  static func delete(_ session: SessionID, _ db: Database) throws {
    try ResultRow.delete(of: session, db)
    for (table, key) in [("snapshot", "sessionID"), ("event", "sessionID"), ("session", "id")] {
      try db.execute(
        sql: "DELETE FROM \(table) WHERE \(key) = ?", arguments: [session.rawValue])
    }
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
  /// Moves on the event up to which the results are stored, when that was `ordinal`.
  static func moveResults(
    of session: SessionID, from ordinal: Int, to last: Int, _ db: Database
  ) throws {
    let statement = try db.cachedStatement(
      sql: "UPDATE session SET resultsOrdinal = ? WHERE id = ? AND resultsOrdinal = ?")
    try statement.execute(arguments: [last, session.rawValue, ordinal])
  }

  /// Marks the results as stored up to an event, when it is the last one and they end before it.
  static func completeResults(
    of session: SessionID, upTo last: Int, _ db: Database
  ) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: """
        UPDATE session SET resultsOrdinal = eventCount
        WHERE id = ? AND eventCount = ? AND resultsOrdinal < eventCount
        """)
    try statement.execute(arguments: [session.rawValue, last])
    return db.changesCount == 1
  }
}
