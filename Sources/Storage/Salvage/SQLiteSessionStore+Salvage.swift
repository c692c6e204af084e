internal import Experiments
internal import GRDB

extension SQLiteSessionStore {
  /// Reads what can be read of a store that does not open, session by session.
  ///
  /// **Effects**: copies the store and its WAL into a folder of its own in `scratch`, removed in the
  /// end; writes nothing beside the store. Not for a store that this process has open: reading its
  /// files by hand would drop SQLite's locks on them.
  ///
  /// - Parameters:
  ///   - path: The database, sound or not, of this or another version.
  ///   - scratch: A folder for temporary files.
  ///   - body: Takes the next session.
  /// - Returns: What could not be read of the store as a whole, a sentence each.
  /// - Throws: `StoreError` when it is no session store or nothing of it can be read, and what
  ///   `body` throws.
  package static func salvage(
    path: String,
    scratch: String,
    into body: (SalvagedSession) throws -> Void
  ) throws -> [String] {
    do throws(StoreError) {
      guard try StoreFile(path: path).check() else {
        throw StoreError(code: .notFound, message: "there is no session store at \(path)")
      }
    } catch {
      guard error.code == .damaged else { throw error }
    }
    let copy = try StoreCopy(of: path, scratch: scratch)
    defer { copy.remove() }
    var salvage = Salvage(path: path)
    do {
      let database = try copy.open()
      let sessions = try database.read { db in try salvage.sessions(db) }
      for session in sessions {
        try body(try database.read { db in Salvage.read(session, db) })
      }
      try database.close()
    } catch let error as DatabaseError {
      throw StoreError(error, doing: "read the damaged session store", at: path)
    }
    return salvage.losses
  }
}
