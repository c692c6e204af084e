internal import Experiments
internal import GRDB

/// A row of `result` with the name of its session.
struct ResultRow: FetchableRecord {
  var stored: StoredResult

  private static let select = """
    SELECT sessionID, session.name, taskID, prompt, tests, model, isOneModelAlone, attempts, passed,
      exposure, costNanoUSD, unpricedCalls, inputTokens, outputTokens, modelMs, testMs, lastOrdinal
    FROM result JOIN session ON session.id = sessionID
    """

  init(row: Row) throws {
    stored = StoredResult(
      session: SessionID(rawValue: try row.value(0)), sessionName: try row.value(1),
      result: ProblemResult(
        taskID: try row.value(2), prompt: try row.hash(3), tests: try row.hash(4),
        model: try row.hasNull(atIndex: 5) ? nil : row.value(5),
        isOneModelAlone: try row.value(6), attempts: try row.value(7), passed: try row.value(8),
        exposure: try Self.exposure(row, 9), cost: Money(nanoUSD: try row.value(10)),
        unpricedCalls: try row.value(11), inputTokens: try row.value(12),
        outputTokens: try row.value(13), modelMs: try row.value(14), testMs: try row.value(15),
        lastOrdinal: try row.value(16)))
  }

  private static func exposure(_ row: Row, _ index: Int) throws -> Exposure? {
    guard !row.hasNull(atIndex: index) else { return nil }
    let name: String = try row.value(index)
    guard let exposure = Exposure(rawValue: name) else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "“\(name)” is no exposure label")
    }
    return exposure
  }

  /// The results of a problem, those of the oldest session first.
  static func all(taskID: String, _ db: Database) throws -> [ResultRow] {
    try fetchAll(
      db, sql: select + " WHERE taskID = ? ORDER BY session.createdAt, sessionID",
      arguments: [taskID])
  }

  /// The results of a session, by taskID.
  static func all(of session: SessionID, _ db: Database) throws -> [ResultRow] {
    let statement = try db.cachedStatement(
      sql: select + " WHERE sessionID = ? ORDER BY taskID")
    return try fetchAll(statement, arguments: [session.rawValue])
  }

  static func delete(of session: SessionID, _ db: Database) throws {
    let statement = try db.cachedStatement(sql: "DELETE FROM result WHERE sessionID = ?")
    try statement.execute(arguments: [session.rawValue])
  }

  /// Puts a result in the place of the one of the same session and problem.
  static func put(_ result: ProblemResult, of session: SessionID, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO result (sessionID, taskID, prompt, tests, model, isOneModelAlone,
          attempts, passed, exposure, costNanoUSD, unpricedCalls, inputTokens, outputTokens,
          modelMs, testMs, lastOrdinal)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      session.rawValue, try result.taskID.bindable(), result.prompt.blob, result.tests.blob,
      try result.model?.bindable(), result.isOneModelAlone, result.attempts, result.passed,
      result.exposure?.rawValue, result.cost.nanoUSD, result.unpricedCalls, result.inputTokens,
      result.outputTokens, result.modelMs, result.testMs, result.lastOrdinal,
    ])
  }
}
