internal import Experiments
internal import GRDB
internal import Glibc

/// Makes a store that appears at its path complete or not at all.
///
/// It is made under another name and then linked to its own, so that a crash leaves nothing half
/// made there, and of two processes that make it at once both go on with one.
struct StoreCreation {
  let path: String

  /// Makes the store, unless another process does so at the same moment.
  ///
  /// - Throws: `StoreError`.
  func run() throws(StoreError) {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    try RawFile.makeFolder(folder, mode: 0o755)
    let draft = try makeDraft()
    defer { for suffix in ["", "-wal", "-shm", "-journal"] { unlink(draft + suffix) } }
    do {
      try fill(draft)
    } catch {
      throw StoreError(error, doing: "make the session store", at: path)
    }
    guard link(draft, path) == 0 || errno == EEXIST else {
      throw StoreError(system: errno, doing: "make the session store", at: path)
    }
    RawFile.synchronize(folder: folder)
  }

  /// An empty file that only its owner can read; SQLite gives the files beside it the same mode.
  private func makeDraft() throws(StoreError) -> String {
    var template = Array((path + ".new-XXXXXX").utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else {
      throw StoreError(system: errno, doing: "make the session store", at: path)
    }
    close(file)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func fill(_ draft: String) throws {
    let database = try DatabaseQueue(
      path: draft, configuration: SQLiteSessionStore.configuration)
    try database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA application_id = \(StoreFile.applicationID)")
    }
    try Migrations.bringUpToDate(database)
    try database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL")
    }
    try SpentConnections.close(database)
  }
}
