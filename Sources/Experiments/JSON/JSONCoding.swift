import FoundationEssentials

extension JSONValue {
  /// The document a value encodes to.
  ///
  /// - Throws: `EncodingError` for numbers that JSON cannot hold.
  package init(encoding value: some Encodable) throws {
    let data = try JSONEncoder().encode(value)
    self = try JSONValue(parsing: Array(data))
  }

  /// The value a document stands for.
  ///
  /// - Throws: `DecodingError` naming the member that is missing or of another kind.
  package func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
    try Value(canonicalJSON: canonical)
  }
}

extension Decodable {
  /// Reads a value from JSON text.
  ///
  /// - Throws: `DecodingError` naming the member that is missing or of another kind.
  package init(canonicalJSON text: String) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
  }
}
