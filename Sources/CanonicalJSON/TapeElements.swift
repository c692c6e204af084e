/// The elements of an array.
struct TapeElements: UnkeyedDecodingContainer {
  let codingPath: [any CodingKey]
  private let decoder: TapeDecoder
  private var rest: JSONTape.Inside
  private(set) var currentIndex = 0

  init(decoder: TapeDecoder) {
    self.decoder = decoder
    codingPath = decoder.codingPath
    rest = decoder.tape.inside(decoder.index)
  }

  var count: Int? { decoder.tape.inside(decoder.index).reduce(0) { count, _ in count + 1 } }
  var isAtEnd: Bool { rest.index >= rest.end }

  private mutating func next(_ type: Any.Type) throws -> TapeDecoder {
    guard let index = rest.next() else {
      throw DecodingError.valueNotFound(
        type, .init(codingPath: codingPath, debugDescription: "the array ends here"))
    }
    defer { currentIndex += 1 }
    return TapeDecoder(
      tape: decoder.tape, index: index, outer: codingPath, key: Place(currentIndex))
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, decoder.tape.parts[rest.index].kind == .null else { return false }
    _ = try next(Never.self)
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try Value(from: try next(type))
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try next(type).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next([Any].self).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try next(Never.self) }

  /// A position in an array, as the errors name it.
  private struct Place: CodingKey {
    let intValue: Int?
    var stringValue: String { "\(intValue ?? 0)" }

    init(_ index: Int) { intValue = index }
    init?(stringValue: String) { nil }
    init?(intValue: Int) { self.init(intValue) }
  }
}
