package import Experiments
internal import GRDB
internal import Synchronization

/// Sessions in one SQLite database of a workspace, durable when a call returns.
///
/// The database is in WAL mode with `synchronous=FULL`: a commit is on the disk before it is
/// reported. One connection serves the process, so that calls never overlap; other processes may
/// read and write at the same time. Which process may append to a session is decided by a lock
/// file of that session (`SessionLock`), not by SQLite.
///
/// **Source**: https://sqlite.org/pragma.html#pragma_synchronous
package final class SQLiteSessionStore: SessionStore {
  /// The path of the database.
  package let path: String
  let folder: String
  let now: @Sendable () -> Timestamp
  let database: DatabaseQueue
  let locks = Mutex<[SessionID: SessionLock]>([:])
  let written = Mutex(StoreCounts())
  let appending = GroupCommit<PreparedAppend>()

  /// Opens the store of a workspace, and makes it when there is none.
  ///
  /// **Effects**: makes `sessions/koderz.sqlite` readable by its owner only, or brings an older one
  /// up to date. A file that is not a sound store of this or an earlier version stays as it is.
  ///
  /// - Parameters:
  ///   - workspace: The folder that holds `sessions/`.
  ///   - now: The time of day, written into the locks of held sessions.
  /// - Throws: `StoreError`: `foreign`, `damaged`, `newer`, `unreadable`, `busy`, `diskFull`.
  package init(workspace: String, now: @escaping @Sendable () -> Timestamp) throws(StoreError) {
    self.now = now
    folder = workspace + "/sessions"
    path = Self.path(in: workspace)
    let file = StoreFile(path: path)
    if try !file.check() { try StoreCreation(path: path).run() }
    do {
      database = try DatabaseQueue(path: path, configuration: Self.configuration)
      try Migrations.bringUpToDate(database)
    } catch let error as StoreError {
      throw error
    } catch Migrations.Refusal.newer {
      throw .newer(path)
    } catch {
      throw StoreError(error, doing: "open the session store", at: path)
    }
  }

  package var counts: StoreCounts { written.withLock { $0 } }

  /// Where the store of a workspace is.
  package static func path(in workspace: String) -> String {
    workspace + "/sessions/koderz.sqlite"
  }

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "sessions"
    configuration.busyMode = .timeout(5)
    // A log of at most 1 MB is soon written over in place, which is made durable in two thirds of
    // the time that a growing file takes.
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 250")
    }
    return configuration
  }

  /// Reads in one transaction; a cancelled task stops with `CancellationError`.
  func read<Value: Sendable>(
    _ doing: String,
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    do {
      return try await database.read(body)
    } catch let error as DatabaseError {
      throw StoreError(error, doing: doing, at: path)
    }
  }

  /// Writes in one transaction, to its end even when the calling task is cancelled.
  ///
  /// The calling thread writes: handing a commit to another thread and back costs more than the
  /// commit. GRDB's asynchronous write would also roll back when the task is cancelled, and lose a
  /// paid answer to a Ctrl-C.
  func write<Value>(_ doing: String, _ body: (Database) throws -> Value) throws -> Value {
    do {
      let value = try database.write(body)
      written.withLock { $0.commits += 1 }
      return value
    } catch let error as DatabaseError {
      throw StoreError(error, doing: doing, at: path)
    }
  }
}
