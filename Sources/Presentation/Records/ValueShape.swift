package import CanonicalJSON

/// What values of a type look like in JSON.
package indirect enum ValueShape: Sendable, Hashable {
  /// A member of an object.
  package struct Member: Sendable, Hashable {
    package var key: String
    package var shape: ValueShape
    /// Whether it is left out where there is no value.
    package var isOptional: Bool
    /// What it means; empty where its type does not say.
    package var help: String
  }

  case any
  case boolean
  case integer
  case number
  case string
  /// One of some words.
  case words([String])
  case array(ValueShape)
  /// The members in the order of their declaration.
  case object([Member])

  /// Reads the shape from how a type decodes itself.
  ///
  /// - Throws: what the type throws that cannot be made from neutral values.
  package init(of type: any Decodable.Type) throws {
    self = try ShapeProbe.shape(of: type)
  }

  /// The shape as JSON Schema.
  ///
  /// **Source**: https://json-schema.org/draft/2020-12/json-schema-validation
  package var schema: JSONValue {
    switch self {
    case .any: [:]
    case .boolean: ["type": "boolean"]
    case .integer: ["type": "integer"]
    case .number: ["type": "number"]
    case .string: ["type": "string"]
    case .words(let words): ["enum": .array(words.map(JSONValue.string))]
    case .array(let element): ["type": "array", "items": element.schema]
    case .object(let members): Self.schema(of: members)
    }
  }

  private static func schema(of members: [Member]) -> JSONValue {
    let properties = members.map { member in
      (member.key, member.shape.schema.adding(description: member.help))
    }
    let required = members.filter { !$0.isOptional }.map { JSONValue.string($0.key) }
    return [
      "type": "object", "additionalProperties": false, "required": .array(required),
      "properties": .object(Dictionary(properties, uniquingKeysWith: { first, _ in first })),
    ]
  }
}

extension JSONValue {
  fileprivate func adding(description: String) -> JSONValue {
    guard case .object(var members) = self, !description.isEmpty else { return self }
    members["description"] = .string(description)
    return .object(members)
  }
}
