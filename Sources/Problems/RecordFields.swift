import CanonicalJSON
import Experiments

extension JSONValue {
  /// A member that must hold text with something in it.
  ///
  /// - Throws: `RecordError` when it is missing, null, blank, or no string.
  package func text(_ name: String) throws(RecordError) -> String {
    guard let text = try optionalText(name) else { throw RecordError("\(name) is missing") }
    guard !text.allSatisfy(\.isWhitespace) else { throw RecordError("\(name) is empty") }
    return text
  }

  /// A member that may hold text; nil when it is missing or null.
  ///
  /// - Throws: `RecordError` when it is no string.
  package func optionalText(_ name: String) throws(RecordError) -> String? {
    switch self[name] {
    case nil, .null: return nil
    case .string(let text): return text
    case .some(let other): throw RecordError("\(name) is \(other.kindInWords), not a text")
    }
  }

  /// A member that may hold a list of texts; empty when it is missing or null.
  ///
  /// - Throws: `RecordError` when it is anything else.
  package func texts(_ name: String) throws(RecordError) -> [String] {
    switch self[name] {
    case nil, .null: return []
    case .array(let elements):
      let texts = elements.compactMap(\.stringValue)
      guard texts.count == elements.count else {
        throw RecordError("\(name) holds what is no text")
      }
      return texts
    case .some(let other): throw RecordError("\(name) is \(other.kindInWords), not a list")
    }
  }

  /// A member that must hold the name of a Python function.
  ///
  /// - Throws: `RecordError` when it is missing or no such name.
  package func pythonName(_ name: String) throws(RecordError) -> String {
    let text = try text(name)
    let isPart = { (scalar: Unicode.Scalar) in scalar == "_" || scalar.properties.isXIDContinue }
    guard let first = text.unicodeScalars.first, first == "_" || first.properties.isXIDStart,
      text.unicodeScalars.allSatisfy(isPart)
    else { throw RecordError("\(name) is no name of a Python function") }
    return text
  }

  /// What kind of JSON it is, with its article.
  var kindInWords: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer, .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
