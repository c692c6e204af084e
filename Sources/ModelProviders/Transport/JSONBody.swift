import CanonicalJSON
import Experiments

/// The body of a request: one JSON object whose members stay in the order of writing.
///
/// A schema is a member as it was written: models answer in the order of its properties, which a
/// sorted rendering would change.
struct JSONBody: Sendable, Hashable {
  private var members: [(key: String, text: String)] = []

  /// Adds a member.
  mutating func set(_ key: String, _ value: JSONValue) {
    set(key, text: value.canonical)
  }

  /// Adds a member when there is a value.
  mutating func set(_ key: String, ifAny value: JSONValue?) {
    if let value { set(key, value) }
  }

  /// Adds a member that is JSON text already.
  mutating func set(_ key: String, text: String) {
    members.append((key, text))
  }

  /// Adds a member that is an object.
  mutating func set(_ key: String, _ object: JSONBody) {
    set(key, text: object.text)
  }

  /// The object as JSON.
  var text: String {
    "{" + members.map { "\(JSONValue.string($0.key).canonical):\($0.text)" }.joined(separator: ",")
      + "}"
  }

  static func == (left: JSONBody, right: JSONBody) -> Bool { left.text == right.text }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
