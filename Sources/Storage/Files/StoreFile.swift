internal import Experiments
internal import GRDB
internal import Glibc

/// The file of a store, judged before anything may write to it.
///
/// SQLite itself reads the file here, as one that does not change: opening and closing it by hand
/// would drop the locks that another connection of this process holds on it.
///
/// **Source**: https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
struct StoreFile {
  /// Marks a database as a session store: `kdz1` in ASCII.
  static let applicationID: Int32 = 0x6B64_7A31

  let path: String

  /// Whether there is a store to open; false when nothing is at the path.
  ///
  /// - Throws: `StoreError` for anything that is not a sound store.
  func check() throws(StoreError) -> Bool {
    guard try isThere() else { return false }
    do {
      let found = try applicationID(ofTruncated: false)
      guard found == Self.applicationID else { throw otherDatabase(found) }
    } catch let error as StoreError {
      throw error
    } catch DatabaseError.SQLITE_NOTADB {
      throw notADatabase()
    } catch DatabaseError.SQLITE_CORRUPT {
      try checkTruncated()
    } catch {
      throw StoreError(error, doing: "open the session store", at: path)
    }
    return true
  }

  private func isThere() throws(StoreError) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return false }
      throw StoreError(system: errno, doing: "open the session store", at: path)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .unreadable(path, "is a folder")
    default: throw .unreadable(path, "is not a regular file")
    }
    guard faccessat(AT_FDCWD, path, R_OK | W_OK, AT_EACCESS) == 0 else {
      throw StoreError(system: errno, doing: "open the session store", at: path)
    }
    guard status.st_size > 0 else { throw .damaged(path, "is empty") }
    return true
  }

  /// Reads the mark in the header; a file shorter than its header says is `SQLITE_CORRUPT` unless
  /// it is asked for as truncated.
  private func applicationID(ofTruncated isTruncated: Bool) throws -> Int32 {
    var configuration = Configuration()
    configuration.readonly = true
    if isTruncated { configuration.prepareDatabase { try $0.execute(sql: Self.acceptTruncated) } }
    let database = try DatabaseQueue(path: immutableURI, configuration: configuration)
    defer { try? SpentConnections.close(database) }
    return try database.read { try Int32.fetchOne($0, sql: "PRAGMA application_id") } ?? 0
  }

  /// Makes SQLite take the length of the file for its size, whatever the header says.
  private static let acceptTruncated = "PRAGMA writable_schema = ON"

  /// A store may be shorter than its header says while a checkpoint copies the WAL into it, or when
  /// one was cut off; then the WAL holds the rest.
  private func checkTruncated() throws(StoreError) {
    guard let found = try? applicationID(ofTruncated: true) else {
      throw .damaged(path, "is damaged or another SQLite database")
    }
    guard found == Self.applicationID else { throw otherDatabase(found) }
    guard size(of: path + "-wal") > 0, isSoundWithWAL else {
      throw .damaged(path, "is truncated: it is shorter than it says")
    }
  }

  private var isSoundWithWAL: Bool {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    guard let database = try? DatabaseQueue(path: path, configuration: configuration) else {
      return false
    }
    defer { try? SpentConnections.close(database) }
    let answer = try? database.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
    return answer == "ok"
  }

  private func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  private var immutableURI: String {
    let escaped = path.utf8.map { byte in
      let isPlain = byte == UInt8(ascii: "/") || byte >= 0x80 || Self.plain.contains(byte)
      return isPlain ? [byte] : Array("%\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
    }
    return "file:" + String(decoding: escaped.joined(), as: UTF8.self) + "?immutable=1"
  }

  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~".utf8)

  private func otherDatabase(_ applicationID: Int32) -> StoreError {
    .foreign(
      path,
      "an SQLite database of another program"
        + (applicationID == 0 ? "" : " (application id \(applicationID))"))
  }

  /// SQLite has no connection to a file that it does not take for a database, so that reading it
  /// by hand drops no lock.
  private func notADatabase() -> StoreError {
    let bytes = RawFile.firstBytes(4096, of: path)
    if bytes.count >= 72, Self.mark(in: bytes) == Self.applicationID {
      return .damaged(path, "is damaged: its first bytes were overwritten")
    }
    return .foreign(path, Self.describe(bytes))
  }

  /// The application id in a database header: four bytes from 68, the most significant first.
  ///
  /// **Source**: https://sqlite.org/fileformat2.html#application_id
  private static func mark(in header: [UInt8]) -> Int32 {
    Int32(bitPattern: header[68..<72].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
  }

  private static func describe(_ bytes: [UInt8]) -> String {
    let isText = !bytes.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) }
    guard isText else { return "a file of another kind, not an SQLite database" }
    let line = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    return "a text file that begins “\(line.prefix(40))”"
  }
}
