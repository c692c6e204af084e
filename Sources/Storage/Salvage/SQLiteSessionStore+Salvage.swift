internal import Experiments

extension SQLiteSessionStore {
  /// Reads what can be read of a store that does not open, session by session.
  ///
  /// Every page that is left is looked at, whether or not a way leads to it; `losses` of a session
  /// says what is missing. Holds the whole store in memory meanwhile.
  ///
  /// **Effects**: writes nothing. Not for a store that this process has open: reading its files by
  /// hand drops SQLite's locks on them.
  ///
  /// - Parameters:
  ///   - path: The database, sound or not, of this or another version.
  ///   - body: Takes the next session, the oldest first.
  /// - Throws: `StoreError` when it is no session store or nothing of it can be read, and what
  ///   `body` throws.
  package static func salvage(
    path: String,
    into body: (SalvagedSession) throws -> Void
  ) throws {
    do throws(StoreError) {
      guard try StoreFile(path: path).check() else {
        throw StoreError(
          code: .notFound, message: "there is no session store at \(path); check the path")
      }
    } catch {
      guard error.code == .damaged else { throw error }
    }
    let salvage: Salvage
    do {
      salvage = Salvage(RowScan(pages: try DatabasePages(path: path)))
    } catch {
      throw StoreError.unreadable(path, "cannot be read: \(error)")
    }
    guard !salvage.ids.isEmpty else {
      throw StoreError.damaged(path, "is damaged, and nothing of it can be read")
    }
    for id in salvage.ids { try body(salvage.session(id)) }
  }
}
