import CanonicalJSON
internal import Experiments
internal import FoundationEssentials
internal import GRDB

extension Row {
  /// The value of a column; a row of another shape is damage, never a trap.
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ index: Int,
    as type: Value.Type = Value.self
  ) throws -> Value {
    do {
      return try decode(type, atIndex: index)
    } catch {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "column \(index) holds no \(type)")
    }
  }

  /// The hash in a column of 32 bytes.
  func hash(_ index: Int) throws -> ContentHash {
    try withUnsafeData(atIndex: index) { bytes in
      guard let hash = bytes?.withUnsafeBytes({ ContentHash(bytes: $0) }) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "column \(index) holds no hash")
      }
      return hash
    }
  }

  /// The time in a column of milliseconds.
  func time(_ index: Int) throws -> Timestamp { Timestamp(milliseconds: try value(index)) }

  /// The bytes in a column.
  func bytes(_ index: Int) throws -> [UInt8] {
    try withUnsafeData(atIndex: index) { bytes in bytes.map { [UInt8]($0) } ?? [] }
  }
}

extension ContentHash {
  /// The digest as a blob.
  var blob: Data { Data(bytes) }
}

extension String {
  /// The text for a text column.
  ///
  /// SQLite would end it at a NUL without a word, and the event would not match its hash.
  func bindable() throws -> String {
    guard !utf8.contains(0) else {
      throw DatabaseError(
        resultCode: .SQLITE_CONSTRAINT, message: "a name or an event holds a NUL character")
    }
    return self
  }
}
