internal import Experiments
internal import FoundationEssentials
internal import GRDB

/// A row of `snapshot`.
struct SnapshotRow: FetchableRecord {
  var snapshot: StoredSnapshot

  init(snapshot: StoredSnapshot) { self.snapshot = snapshot }

  init(row: Row) throws {
    snapshot = StoredSnapshot(
      ordinal: try row.value(0), hash: try row.hash(1), version: try row.value(2),
      bytes: try row.bytes(3))
  }

  static func find(_ session: SessionID, _ db: Database) throws -> SnapshotRow? {
    try fetchOne(
      db, sql: "SELECT ordinal, hash, version, bytes FROM snapshot WHERE sessionID = ?",
      arguments: [session.rawValue])
  }

  func save(of session: SessionID, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO snapshot (sessionID, ordinal, hash, version, bytes)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        session.rawValue, snapshot.ordinal, snapshot.hash.blob, snapshot.version,
        Data(snapshot.bytes),
      ])
  }
}
