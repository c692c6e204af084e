import CanonicalJSON

/// A decoder that holds no document: it gives neutral values and notes what it is asked for.
final class ShapeProbe: Decoder {
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]
  private let help: [String: String]
  private var shape = ValueShape.any
  /// Keys that the type asks for only where they are.
  private var optional: Set<String> = []

  private init(help: [String: String]) { self.help = help }

  /// The shape that a type decodes.
  static func shape(of type: any Decodable.Type) throws -> ValueShape {
    try value(type).shape
  }

  /// A neutral value of a type, and its shape.
  fileprivate static func value<Value: Decodable>(
    _ type: Value.Type
  ) throws -> (value: Value, shape: ValueShape) {
    if let value = JSONValue.null as? Value { return (value, .any) }
    if let (first, words) = words(of: type), let value = first as? Value {
      return (value, .words(words))
    }
    let probe = ShapeProbe(help: (type as? any RecordPart.Type)?.members ?? [:])
    return (try Value(from: probe), probe.shape)
  }

  /// The words that a type of texts is made of, and its first value.
  private static func words(of type: Any.Type) -> (first: Any, words: [String])? {
    guard let type = type as? any CaseIterable.Type else { return nil }
    return cases(of: type)
  }

  private static func cases<Value: CaseIterable>(
    of type: Value.Type
  ) -> (first: Any, words: [String])? {
    let words = type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
    guard let first = type.allCases.first, words.count == type.allCases.count else { return nil }
    return (first, words)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    if case .object = shape {} else { shape = .object([]) }
    return KeyedDecodingContainer(ProbedMembers(probe: self))
  }

  func unkeyedContainer() -> any UnkeyedDecodingContainer { ProbedElements(probe: self) }

  func singleValueContainer() -> any SingleValueDecodingContainer { ProbedValue(probe: self) }

  fileprivate func note(_ shape: ValueShape) { self.shape = shape }

  fileprivate func noteOptional(_ key: String) { optional.insert(key) }

  fileprivate func note(_ shape: ValueShape, of key: String) {
    guard case .object(let members) = self.shape else { return }
    let member = ValueShape.Member(
      key: key, shape: shape, isOptional: optional.contains(key), help: help[key] ?? "")
    self.shape = .object(members + [member])
  }

  fileprivate static let noNesting = DecodingError.dataCorrupted(
    .init(codingPath: [], debugDescription: "a record decodes its members by their types"))
}

/// The members of an object: each that is asked for is noted.
private struct ProbedMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let probe: ShapeProbe
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { [] }

  /// Asked only for members that may be left out.
  func contains(_ key: Key) -> Bool {
    probe.noteOptional(key.stringValue)
    return true
  }

  func decodeNil(forKey key: Key) -> Bool { false }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    let (value, shape) = try ShapeProbe.value(type)
    probe.note(shape, of: key.stringValue)
    return value
  }

  func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Inner> { throw ShapeProbe.noNesting }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    throw ShapeProbe.noNesting
  }

  func superDecoder() throws -> any Decoder { throw ShapeProbe.noNesting }

  func superDecoder(forKey key: Key) throws -> any Decoder { throw ShapeProbe.noNesting }
}

/// The elements of an array: one of them shows how all are.
private struct ProbedElements: UnkeyedDecodingContainer {
  let probe: ShapeProbe
  var codingPath: [any CodingKey] { [] }
  var count: Int? { nil }
  private(set) var currentIndex = 0
  var isAtEnd: Bool { currentIndex > 0 }

  init(probe: ShapeProbe) { self.probe = probe }

  mutating func decodeNil() -> Bool { false }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let (value, shape) = try ShapeProbe.value(type)
    probe.note(.array(shape))
    currentIndex += 1
    return value
  }

  mutating func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type
  ) throws -> KeyedDecodingContainer<Inner> { throw ShapeProbe.noNesting }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    throw ShapeProbe.noNesting
  }

  mutating func superDecoder() throws -> any Decoder { throw ShapeProbe.noNesting }
}

/// A value of one of JSON's own kinds.
private struct ProbedValue: SingleValueDecodingContainer {
  let probe: ShapeProbe
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { false }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    for (neutral, shape) in Self.kinds {
      guard let value = neutral as? Value else { continue }
      probe.note(shape)
      return value
    }
    let (value, shape) = try ShapeProbe.value(type)
    probe.note(shape)
    return value
  }

  private static var kinds: [(Any, ValueShape)] {
    [(false, .boolean), ("", .string), (0, .integer), (0.0, .number)]
  }
}
