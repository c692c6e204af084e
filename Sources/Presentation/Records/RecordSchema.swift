package import CanonicalJSON

/// A record's JSON Schema.
package enum RecordSchema {
  /// The dialect that schemas are written in.
  package static let dialect = "https://json-schema.org/draft/2020-12/schema"

  /// The schema of one record's objects, its member `event` included.
  ///
  /// - Throws: what the record's type throws that cannot be made from neutral values.
  package static func of(_ record: any ReplyRecord.Type) throws -> JSONValue {
    guard case .object(let members) = try ValueShape(of: record) else { return [:] }
    guard case .object(var schema) = ValueShape.object(members).schema,
      case .object(var properties)? = schema["properties"]
    else { return [:] }
    properties["event"] = ["const": .string(record.name)]
    schema["properties"] = .object(properties)
    schema["required"] = .array(["event"] + (schema["required"]?.arrayValue ?? []))
    schema["description"] = .string(record.summary)
    return .object(schema)
  }

  /// One document for the objects of several records, one record a line.
  ///
  /// - Throws: as `of`.
  package static func document(of records: [any ReplyRecord.Type]) throws -> String {
    let definitions = try records.map { record in
      "    \"\(record.name)\": \(try of(record).canonical)"
    }
    let references = records.map { record in
      "    {\"$ref\": \"#/$defs/\(record.name)\"}"
    }
    return """
      {
        "$schema": "\(dialect)",
        "title": "A line of koderz --json",
        "oneOf": [
      \(references.joined(separator: ",\n"))
        ],
        "$defs": {
      \(definitions.joined(separator: ",\n"))
        }
      }

      """
  }
}
