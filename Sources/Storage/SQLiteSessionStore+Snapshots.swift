package import CanonicalJSON
package import Experiments
internal import GRDB

extension SQLiteSessionStore {
  package func snapshot(of session: SessionID) async throws -> StoredSnapshot? {
    try await read("read a snapshot") { db in try SnapshotRow.find(session, db)?.snapshot }
  }

  /// Replaces the snapshot of a session.
  ///
  /// - Throws: `StoreError`; `conflict` when the session holds no such event.
  package func save(_ snapshot: StoredSnapshot, of session: SessionID) async throws {
    try write("save a snapshot") { [self] db in
      let name = try find(session, db).name
      guard try EventRow.hash(of: snapshot.ordinal, in: session, db) == snapshot.hash else {
        throw StoreError(
          code: .conflict,
          message: "a snapshot up to event #\(snapshot.ordinal) does not fit session “\(name)” "
            + "in \(path): that event is another one or missing; open the session again")
      }
      try SnapshotRow(snapshot: snapshot).save(of: session, db)
    }
  }

  package func specs(taskID: String, key: ContentHash?) async throws -> [StoredSpec] {
    try await read("look for specs") { db in
      try EventRow.specs(taskID: taskID, key: key, db)
    }
  }
}
