import CanonicalJSON
internal import Experiments
internal import FoundationEssentials
internal import GRDB

/// A row of `text`: a long text, stored once under the hash of its content.
struct TextRow: FetchableRecord {
  var hash: ContentHash
  var text: String

  init(row: Row) throws {
    hash = try row.hash(0)
    text = String(decoding: try row.bytes(1), as: UTF8.self)
  }

  /// Stores a text under its hash unless it is stored already.
  static func insert(_ text: String, as hash: ContentHash, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: "INSERT INTO text (hash, utf8) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING")
    try statement.execute(arguments: [hash.blob, Data(text.utf8)])
  }

  /// The texts with these hashes, as many as there are.
  static func find(_ hashes: [ContentHash], _ db: Database) throws -> [ContentHash: String] {
    var texts: [ContentHash: String] = [:]
    let statement = try db.cachedStatement(sql: "SELECT hash, utf8 FROM text WHERE hash = ?")
    for hash in hashes where texts[hash] == nil {
      texts[hash] = try fetchOne(statement, arguments: [hash.blob])?.text
    }
    return texts
  }
}
