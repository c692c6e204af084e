/// Finds the parts of a JSON document.
///
/// The grammar is RFC 8259's; nesting is limited to 512 levels.
struct JSONScanner {
  let bytes: [UInt8]
  private var offset = 0
  private(set) var parts: [JSONTape.Part] = []

  init(bytes: [UInt8]) {
    self.bytes = bytes
    parts.reserveCapacity(bytes.count / 12 + 4)
  }

  /// Reads one document that fills all the bytes.
  mutating func document() throws(JSONError) {
    try value(depth: 0)
    skipSpace()
    guard offset == bytes.count else { throw failure("text after the document") }
  }

  private func failure(_ message: String) -> JSONError {
    JSONError(offset: offset, message: message)
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(JSONError) {
    guard depth <= 512 else { throw failure("nested deeper than 512 levels") }
    skipSpace()
    guard offset < bytes.count else { throw failure("a value is missing") }
    switch bytes[offset] {
    case UInt8(ascii: "{"): try object(depth: depth)
    case UInt8(ascii: "["): try array(depth: depth)
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try word("true", .bool)
    case UInt8(ascii: "f"): try word("false", .bool)
    case UInt8(ascii: "n"): try word("null", .null)
    default: try number()
    }
  }

  private mutating func add(_ kind: JSONTape.Kind, from start: Int) {
    parts.append(.init(kind: kind, start: start, end: offset, next: parts.count + 1))
  }

  private mutating func word(_ word: String, _ kind: JSONTape.Kind) throws(JSONError) {
    guard bytes[offset...].starts(with: word.utf8) else { throw failure("an unknown word") }
    let start = offset
    offset += word.utf8.count
    add(kind, from: start)
  }

  private mutating func consume(_ byte: UInt8) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  private mutating func open(_ kind: JSONTape.Kind) -> Int {
    offset += 1
    add(kind, from: offset)
    return parts.count - 1
  }

  private mutating func close(_ index: Int) {
    parts[index].end = offset - 1
    parts[index].next = parts.count
  }

  private mutating func object(depth: Int) throws(JSONError) {
    let index = open(.object)
    defer { close(index) }
    if consume(UInt8(ascii: "}")) { return }
    repeat {
      skipSpace()
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
        throw failure("a key is missing")
      }
      try string()
      guard consume(UInt8(ascii: ":")) else { throw failure("a colon is missing after a key") }
      try value(depth: depth + 1)
    } while consume(UInt8(ascii: ","))
    guard consume(UInt8(ascii: "}")) else { throw failure("an object is not closed") }
  }

  private mutating func array(depth: Int) throws(JSONError) {
    let index = open(.array)
    defer { close(index) }
    if consume(UInt8(ascii: "]")) { return }
    repeat {
      try value(depth: depth + 1)
    } while consume(UInt8(ascii: ","))
    guard consume(UInt8(ascii: "]")) else { throw failure("an array is not closed") }
  }

  private mutating func string() throws(JSONError) {
    offset += 1
    let start = offset
    var kind = JSONTape.Kind.string
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      switch bytes[offset] {
      case 0x5C:
        kind = .escapedString
        try escape()
      case 0..<0x20:
        throw failure(
          kind == .string ? "a string is not closed" : "a control character inside a string")
      default: offset += 1
      }
    }
    guard offset < bytes.count else { throw failure("a string is not closed") }
    add(kind, from: start)
    offset += 1
  }

  private mutating func escape() throws(JSONError) {
    guard offset + 1 < bytes.count else { throw failure("a string is not closed") }
    offset += 2
    switch bytes[offset - 1] {
    case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), 0x22, 0x5C, 0x2F:
      return
    case UInt8(ascii: "u"):
      guard offset + 4 <= bytes.count,
        bytes[offset..<offset + 4].allSatisfy({ JSONEscapes.nibble($0) != nil })
      else { throw failure("four hexadecimal digits are missing") }
      offset += 4
    default: throw failure("an unknown escape")
    }
  }

  private mutating func number() throws(JSONError) {
    let start = offset
    while offset < bytes.count, Self.isNumberByte(bytes[offset]) { offset += 1 }
    guard Self.isNumber(bytes[start..<offset]) else {
      offset = start
      throw failure("neither a value nor a number")
    }
    add(.number, from: start)
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// Whether the bytes are a number by JSON's grammar, and not beyond what a `Double` holds.
  private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 &- 48 < 10 } ?? false }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    guard isDigit(rest.first) else { return false }
    if rest.first == UInt8(ascii: "0"), isDigit(rest.dropFirst().first) { return false }
    rest = rest.drop { isDigit($0) }
    if rest.isEmpty, bytes.count < 300 { return true }
    if rest.first == UInt8(ascii: "."), !isDigit(rest.dropFirst().first) { return false }
    return Double(String(decoding: bytes, as: UTF8.self))?.isFinite ?? false
  }
}
