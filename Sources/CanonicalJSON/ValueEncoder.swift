/// Encodes a value to a JSON document, without going through text.
final class ValueEncoder: Encoder {
  let codingPath: [any CodingKey]
  private(set) var value = JSONValue.null
  private var members: [String: JSONValue] = [:]
  private var elements: [JSONValue] = []
  /// What was asked for inside, with where it goes: read when this is done.
  private var inner: [(key: String?, encoder: ValueEncoder)] = []
  private var isObject = false
  private var isArray = false

  init(codingPath: [any CodingKey] = []) { self.codingPath = codingPath }

  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    isObject = true
    return KeyedEncodingContainer(ValueMembers(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    isArray = true
    return ValueElements(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  /// The document, when the value has encoded itself.
  func finish() -> JSONValue {
    for (key, encoder) in inner {
      if let key { members[key] = encoder.finish() } else { elements.append(encoder.finish()) }
    }
    inner = []
    return isObject ? .object(members) : isArray ? .array(elements) : value
  }

  var count: Int { elements.count + inner.count }

  func add(_ value: JSONValue, _ key: String?) {
    if let key { members[key] = value } else { elements.append(value) }
  }

  /// An encoder for something inside that encodes itself later.
  func later(_ key: (any CodingKey)?) -> ValueEncoder {
    let encoder = ValueEncoder(codingPath: codingPath + (key.map { [$0] } ?? []))
    inner.append((key?.stringValue, encoder))
    return encoder
  }

  /// The document of something inside.
  func document(of value: some Encodable, _ key: (any CodingKey)?) throws -> JSONValue {
    let encoder = ValueEncoder(codingPath: codingPath + (key.map { [$0] } ?? []))
    try value.encode(to: encoder)
    return encoder.finish()
  }

  /// A number as JSON has it.
  func number(_ value: Double, _ key: (any CodingKey)?) throws -> JSONValue {
    guard value.isFinite else {
      let path = codingPath + (key.map { [$0] } ?? [])
      throw EncodingError.invalidValue(
        value, .init(codingPath: path, debugDescription: "JSON has no such number"))
    }
    // Up to 2⁵⁴ a double's own digits are written without an exponent.
    if let whole = Int(exactly: value), value.magnitude < 18_014_398_509_481_984 {
      return .integer(whole)
    }
    return .number(value)
  }

  func number(_ value: some FixedWidthInteger) -> JSONValue {
    Int(exactly: value).map(JSONValue.integer) ?? .number(Double(value))
  }
}

extension ValueEncoder: SingleValueEncodingContainer {
  func encodeNil() { value = .null }
  func encode(_ value: Bool) { self.value = .bool(value) }
  func encode(_ value: String) { self.value = .string(value) }
  func encode(_ value: Double) throws { self.value = try number(value, nil) }
  func encode(_ value: Float) throws {
    self.value = try number(Double(value.description) ?? Double(value), nil)
  }
  func encode(_ value: Int) { self.value = .integer(value) }
  func encode(_ value: Int8) { self.value = number(value) }
  func encode(_ value: Int16) { self.value = number(value) }
  func encode(_ value: Int32) { self.value = number(value) }
  func encode(_ value: Int64) { self.value = number(value) }
  func encode(_ value: UInt) { self.value = number(value) }
  func encode(_ value: UInt8) { self.value = number(value) }
  func encode(_ value: UInt16) { self.value = number(value) }
  func encode(_ value: UInt32) { self.value = number(value) }
  func encode(_ value: UInt64) { self.value = number(value) }

  func encode<Value: Encodable>(_ value: Value) throws { self.value = try document(of: value, nil) }
}

/// The members of an object in the making.
private struct ValueMembers<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: ValueEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil(forKey key: Key) { encoder.add(.null, key.stringValue) }
  func encode(_ value: Bool, forKey key: Key) { encoder.add(.bool(value), key.stringValue) }
  func encode(_ value: String, forKey key: Key) { encoder.add(.string(value), key.stringValue) }
  func encode(_ value: Int, forKey key: Key) { encoder.add(.integer(value), key.stringValue) }

  func encode(_ value: Double, forKey key: Key) throws {
    encoder.add(try encoder.number(value, key), key.stringValue)
  }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    encoder.add(try encoder.document(of: value, key), key.stringValue)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    encoder.later(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder.later(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { encoder }
  func superEncoder(forKey key: Key) -> any Encoder { encoder.later(key) }
}

/// The elements of an array in the making.
private struct ValueElements: UnkeyedEncodingContainer {
  let encoder: ValueEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }
  var count: Int { encoder.count }

  func encodeNil() { encoder.add(.null, nil) }

  func encode<Value: Encodable>(_ value: Value) throws {
    encoder.add(try encoder.document(of: value, nil), nil)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    encoder.later(nil).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    encoder.later(nil).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { encoder.later(nil) }
}
