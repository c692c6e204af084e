package import Experiments
internal import GRDB

extension SQLiteSessionStore {
  package func results(taskID: String) async throws -> [StoredResult] {
    try await read("read results") { db in
      try ResultRow.all(taskID: taskID, db).map(\.stored)
    }
  }

  package func results(of sessions: [SessionID]) async throws -> [StoredResult] {
    try await read("read results") { db in
      try sessions.flatMap { try ResultRow.all(of: $0, db).map(\.stored) }
    }
  }

  package func project(_ sessions: [SessionResults]) async throws {
    guard !sessions.isEmpty else { return }
    try write("store results") { db in
      for session in sessions
      where try SessionRow.completeResults(of: session.session, upTo: session.lastOrdinal, db) {
        try ResultRow.delete(of: session.session, db)
        for result in session.results { try ResultRow.put(result, of: session.session, db) }
      }
    }
  }
}
