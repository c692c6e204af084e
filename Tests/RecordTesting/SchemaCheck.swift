package import CanonicalJSON

/// Checks JSON values against schemas: the part of JSON Schema that koderz generates.
///
/// **Source**: https://json-schema.org/draft/2020-12/json-schema-validation
package struct SchemaCheck: Sendable {
  private let definitions: JSONValue

  /// The keywords that are understood; another one is a fault of the schema.
  private static let keywords: Set<String> = [
    "type", "const", "enum", "properties", "required", "additionalProperties", "items", "oneOf",
    "$ref", "$defs", "$schema", "title", "description",
  ]

  /// A check by a document whose `$defs` references are looked up in.
  package init(document: JSONValue = [:]) {
    definitions = document["$defs"] ?? [:]
  }

  /// What of a value does not fit, each with its place, such as `$.slots[0].tokens: no integer`.
  package func faults(of value: JSONValue, _ schema: JSONValue, at path: String = "$") -> [String] {
    guard case .object(let members) = schema else { return ["\(path): the schema is no object"] }
    let unknown = Set(members.keys).subtracting(Self.keywords)
    guard unknown.isEmpty else { return ["\(path): unknown keywords \(unknown.sorted())"] }
    return fixed(value, schema, path) + typed(value, schema, path) + object(value, schema, path)
      + elements(value, schema, path) + alternatives(value, schema, path)
  }

  private func fixed(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    var faults: [String] = []
    if let wanted = schema["const"], wanted != value {
      faults.append("\(path): \(value.canonical) is not \(wanted.canonical)")
    }
    if let wanted = schema["enum"]?.arrayValue, !wanted.contains(value) {
      faults.append("\(path): \(value.canonical) is none of the words")
    }
    return faults
  }

  private func typed(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    guard let type = schema["type"]?.stringValue else { return [] }
    return fits(value, type) ? [] : ["\(path): \(value.canonical) is no \(type)"]
  }

  private func fits(_ value: JSONValue, _ type: String) -> Bool {
    switch (value, type) {
    case (.null, "null"), (.bool, "boolean"), (.string, "string"), (.array, "array"),
      (.object, "object"), (.integer, "integer"), (.integer, "number"), (.number, "number"):
      true
    default: false
    }
  }

  private func object(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    guard case .object(let members) = value else { return [] }
    var faults: [String] = []
    for key in schema["required"]?.arrayValue ?? [] {
      guard let key = key.stringValue, members[key] == nil else { continue }
      faults.append("\(path): \(key) is missing")
    }
    for (key, member) in members {
      if let inner = schema["properties"]?[key] {
        faults += self.faults(of: member, inner, at: "\(path).\(key)")
      } else if schema["additionalProperties"] == false {
        faults.append("\(path): \(key) is not declared")
      }
    }
    return faults.sorted()
  }

  private func elements(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    guard let inner = schema["items"], let elements = value.arrayValue else { return [] }
    return elements.enumerated().flatMap { index, element in
      faults(of: element, inner, at: "\(path)[\(index)]")
    }
  }

  private func alternatives(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    var faults: [String] = []
    if let name = schema["$ref"]?.stringValue {
      let key = String(name.dropFirst("#/$defs/".count))
      guard let inner = definitions[key] else { return ["\(path): \(name) is not defined"] }
      faults += self.faults(of: value, inner, at: path)
    }
    if let schemas = schema["oneOf"]?.arrayValue {
      let fitting = schemas.count { self.faults(of: value, $0, at: path).isEmpty }
      if fitting != 1 { faults.append("\(path): fits \(fitting) of the alternatives") }
    }
    return faults
  }
}
