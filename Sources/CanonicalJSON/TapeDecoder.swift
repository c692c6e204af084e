/// Decodes the value at one part of a JSON document.
struct TapeDecoder: Decoder {
  let tape: JSONTape
  let index: Int
  /// The path of what this is a member or an element of, and its name there: joined only for errors
  /// and for what is inside.
  var outer: [any CodingKey] = []
  var key: (any CodingKey)?

  var codingPath: [any CodingKey] { key.map { outer + [$0] } ?? outer }

  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard tape.parts[index].kind == .object else { throw mismatch([String: Any].self) }
    return KeyedDecodingContainer(TapeMembers(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard tape.parts[index].kind == .array else { throw mismatch([Any].self) }
    return TapeElements(decoder: self)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func mismatch(_ type: Any.Type) -> DecodingError {
    DecodingError.typeMismatch(
      type, .init(codingPath: codingPath, debugDescription: "is a \(tape.parts[index].kind)"))
  }
}

extension TapeDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool { tape.parts[index].kind == .null }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard tape.parts[index].kind == .bool else { throw mismatch(type) }
    return tape.bool(index)
  }

  func decode(_ type: String.Type) throws -> String {
    switch tape.parts[index].kind {
    case .string, .escapedString: return tape.string(index)
    default: throw mismatch(type)
    }
  }

  func decode(_ type: Int.Type) throws -> Int {
    guard tape.parts[index].kind == .number else { throw mismatch(type) }
    if let value = tape.integer(index) { return value }
    guard let value = tape.double(index).flatMap(Int.init(exactly:)) else { throw mismatch(type) }
    return value
  }

  func decode(_ type: Double.Type) throws -> Double {
    guard tape.parts[index].kind == .number, let value = tape.double(index) else {
      throw mismatch(type)
    }
    return value
  }

  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
  func decode(_ type: Int8.Type) throws -> Int8 { try whole() }
  func decode(_ type: Int16.Type) throws -> Int16 { try whole() }
  func decode(_ type: Int32.Type) throws -> Int32 { try whole() }
  func decode(_ type: Int64.Type) throws -> Int64 { try whole() }
  func decode(_ type: UInt.Type) throws -> UInt { try whole() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try whole() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try whole() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try whole() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try whole() }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }

  private func whole<Value: FixedWidthInteger>() throws -> Value {
    guard let value = Value(exactly: try decode(Int.self)) else { throw mismatch(Value.self) }
    return value
  }
}
