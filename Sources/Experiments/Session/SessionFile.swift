package import CanonicalJSON

/// One line of an exported session: JSON Lines that read back to the same hashes.
///
/// **Shape**: an event as it is stored, or a text that later events name by its hash:
/// `{"hash":"<sha256>","kind":"text","text":"…"}`. A text stands before the first event naming it.
package enum SessionFileLine: Sendable, Hashable {
  case event(EventRecord)
  case text(String)

  /// The line without its end.
  package var jsonLine: String {
    switch self {
    case .event(let record):
      let rest = record.canonicalRest.dropFirst()
      return "{\"hash\":\"\(record.hash)\",\"previous\":\"\(record.previous)\",\(rest)"
    case .text(let text):
      let value: JSONValue = [
        "kind": "text", "hash": .string(ContentHash(of: text).hex), "text": .string(text),
      ]
      return value.canonical
    }
  }

  /// Reads a line of an exported session.
  ///
  /// - Throws: `JSONError` when it is not JSON, `SessionFileError` when it is not such a line.
  package init(jsonLine: some StringProtocol) throws {
    let value = try JSONValue(parsing: jsonLine)
    if value["kind"] == "text" {
      guard let text = value["text"]?.stringValue else {
        throw SessionFileError("a text line has no text")
      }
      self = .text(text)
      return
    }
    guard let ordinal = value["ordinal"]?.integerValue,
      let previous = value["previous"]?.stringValue.flatMap({ ContentHash(hex: $0) }),
      let hash = value["hash"]?.stringValue.flatMap({ ContentHash(hex: $0) }),
      let kind = value["kind"]?.stringValue,
      let at = value["at"]?.stringValue.flatMap({ Timestamp($0) }),
      let payload = value["payload"]
    else {
      throw SessionFileError("an event needs ordinal, previous, hash, kind, at and payload")
    }
    self = .event(
      EventRecord(
        ordinal: ordinal, previous: previous, hash: hash,
        experiment: value["experiment"]?.stringValue, parent: value["parent"]?.integerValue,
        command: value["command"]?.integerValue, kind: kind, at: at, payload: payload.canonical))
  }
}

/// A line that is JSON but not of an exported session.
package struct SessionFileError: Error, Sendable, Hashable, CustomStringConvertible {
  package var description: String

  init(_ description: String) { self.description = description }
}

extension EventRecord {
  /// The hashes its payload names: every string of 64 hexadecimal digits in it.
  package var namedHashes: [ContentHash] {
    guard let value = try? JSONValue(parsing: payload) else { return [] }
    var hashes: [ContentHash] = []
    Self.collect(value, into: &hashes)
    return hashes
  }

  private static func collect(_ value: JSONValue, into hashes: inout [ContentHash]) {
    switch value {
    case .string(let text):
      if let hash = ContentHash(hex: text) { hashes.append(hash) }
    case .array(let elements):
      for element in elements { collect(element, into: &hashes) }
    case .object(let members):
      for member in members.values { collect(member, into: &hashes) }
    case .null, .bool, .integer, .number: break
    }
  }
}
