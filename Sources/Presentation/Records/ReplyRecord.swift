package import CanonicalJSON

/// An object of a record whose members are explained.
package protocol RecordPart: Codable, Sendable, Hashable {
  /// One phrase on each member, by its key.
  static var members: [String: String] { get }
}

/// What `--json` prints on one line: an object with a member `event` that names its kind.
///
/// Its JSON Schema and its page in `docs/json.md` are read from the type. Members that are nil are
/// left out of the object.
package protocol ReplyRecord: RecordPart {
  /// The kind, as the member `event` has it.
  static var name: String { get }
  /// What it says, one sentence.
  static var summary: String { get }
  /// What `_` stands for after it: an attempt, a spec, guidance or a problem; nil for most records.
  var named: String? { get }
}

extension ReplyRecord {
  package var named: String? { nil }

  /// The members and the name of the record.
  ///
  /// - Throws: `EncodingError` for a number that JSON cannot hold.
  package func json() throws -> JSONValue {
    guard case .object(var members) = try JSONValue(encoding: self) else {
      return ["event": .string(Self.name)]
    }
    members["event"] = .string(Self.name)
    return .object(members)
  }

  /// The record as one line, without its end.
  ///
  /// A record that JSON cannot hold becomes an `error` that says so.
  package var line: String {
    do {
      return try json().canonical
    } catch {
      let message = "the record “\(Self.name)” cannot be written as JSON: \(error)"
      return JSONValue.object(["event": "error", "message": .string(message)]).canonical
    }
  }
}
