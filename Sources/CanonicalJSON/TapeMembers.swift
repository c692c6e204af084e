/// The members of an object; of a repeated key the last one counts.
struct TapeMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: TapeDecoder
  let codingPath: [any CodingKey]

  init(decoder: TapeDecoder) {
    self.decoder = decoder
    codingPath = decoder.codingPath
  }

  var allKeys: [Key] {
    var keys: [Key] = []
    var parts = decoder.tape.inside(decoder.index)
    while let key = parts.next(), parts.next() != nil {
      if let known = Key(stringValue: decoder.tape.string(key)) { keys.append(known) }
    }
    return keys
  }

  private func find(_ key: Key) -> Int? {
    var name = key.stringValue
    return name.withUTF8 { decoder.tape.member($0, of: decoder.index) }
  }

  private func value(_ key: Key) throws -> Int {
    if let index = find(key) { return index }
    throw DecodingError.keyNotFound(
      key, .init(codingPath: codingPath, debugDescription: "the member is missing"))
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }

  func decodeNil(forKey key: Key) throws -> Bool {
    decoder.tape.parts[try value(key)].kind == .null
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try Value(from: try inner(key))
  }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    guard let index = find(key), decoder.tape.parts[index].kind != .null else { return nil }
    return try Value(from: inner(index, key))
  }

  private func inner(_ key: Key) throws -> TapeDecoder { inner(try value(key), key) }

  private func inner(_ index: Int, _ key: Key) -> TapeDecoder {
    TapeDecoder(tape: decoder.tape, index: index, outer: codingPath, key: key)
  }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try inner(key).decode(type) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try inner(key).decode(type) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try inner(key).decode(type) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try inner(key).decode(type) }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try inner(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try inner(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { try inner(key) }
}
