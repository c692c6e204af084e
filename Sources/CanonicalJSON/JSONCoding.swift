extension JSONValue {
  /// The document a value encodes to.
  ///
  /// - Throws: `EncodingError` for numbers that JSON cannot hold.
  package init(encoding value: some Encodable) throws {
    let encoder = ValueEncoder()
    try value.encode(to: encoder)
    self = encoder.finish()
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
  /// Opening a session reads each of its events this way, so that it is done on the parts of the
  /// text: Foundation's decoder takes several times as long.
  ///
  /// - Throws: `JSONError` when it is not JSON, `DecodingError` naming the member that is missing or
  ///   of another kind.
  package init(canonicalJSON text: String) throws {
    try self.init(from: TapeDecoder(tape: try JSONTape(Array(text.utf8)), index: 0))
  }
}
