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

  /// Where the store of a workspace is.
  package static func path(in workspace: String) -> String {
    workspace + "/sessions/koderz.sqlite"
  }

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "sessions"
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
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
  /// GRDB rolls a transaction back when its task is cancelled, which would lose a paid answer to a
  /// Ctrl-C; a task of its own is not cancelled with the caller.
  func write<Value: Sendable>(
    _ doing: String,
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    let database = database
    do {
      return try await Task { try await database.write(body) }.value
    } catch let error as DatabaseError {
      throw StoreError(error, doing: doing, at: path)
    }
  }
}
