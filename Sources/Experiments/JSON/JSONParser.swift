/// Why a text is not JSON, and where.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Position in bytes from 0.
  package var offset: Int
  package var message: String

  package init(offset: Int, message: String) {
    self.offset = offset
    self.message = message
  }

  package var description: String { "not JSON at byte \(offset): \(message)" }
}

extension JSONValue {
  /// Reads one document that fills the whole text.
  ///
  /// Whole numbers that fit become `.integer`; nesting is limited to 512 levels; lone surrogates
  /// become U+FFFD; of a repeated key the last one counts.
  ///
  /// - Throws: `JSONError` with the byte where reading stopped.
  package init(parsing text: some StringProtocol) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads one document that fills all the bytes.
  ///
  /// - Throws: `JSONError` with the byte where reading stopped.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.document()
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  var offset = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard offset == bytes.count else { throw failure("text after the document") }
    return value
  }

  private func failure(_ message: String) -> JSONError {
    JSONError(offset: offset, message: message)
  }

  private mutating func skipSpace() {
    while offset < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[offset]) { offset += 1 }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard depth <= 512 else { throw failure("nested deeper than 512 levels") }
    skipSpace()
    guard offset < bytes.count else { throw failure("a value is missing") }
    switch bytes[offset] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    guard bytes[offset...].starts(with: word.utf8) else { throw failure("an unknown word") }
    offset += word.utf8.count
    return value
  }

  private mutating func consume(_ byte: UInt8) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    offset += 1
    var members: [String: JSONValue] = [:]
    if consume(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
        throw failure("a key is missing")
      }
      let key = try string()
      guard consume(UInt8(ascii: ":")) else { throw failure("a colon is missing after a key") }
      members[key] = try value(depth: depth + 1)
    } while consume(UInt8(ascii: ","))
    guard consume(UInt8(ascii: "}")) else { throw failure("an object is not closed") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    offset += 1
    var elements: [JSONValue] = []
    if consume(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      elements.append(try value(depth: depth + 1))
    } while consume(UInt8(ascii: ","))
    guard consume(UInt8(ascii: "]")) else { throw failure("an array is not closed") }
    return .array(elements)
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = offset
    while offset < bytes.count, Self.isNumberByte(bytes[offset]) { offset += 1 }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if let value = Int(text), Self.isPlain(text) { return .integer(value) }
    if let value = Double(text), value.isFinite, Self.isPlain(text) { return .number(value) }
    offset = start
    throw failure("neither a value nor a number")
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// JSON's grammar is narrower than Swift's: no plus sign, no leading zero, digits about the point.
  private static func isPlain(_ text: String) -> Bool {
    var digits = Substring(text)
    if digits.first == "-" { digits.removeFirst() }
    guard let first = digits.first, first.isASCII, first.isNumber else { return false }
    let second = digits.dropFirst().first
    if first == "0", let second, second.isNumber { return false }
    guard let point = digits.firstIndex(of: ".") else { return true }
    guard let after = digits[digits.index(after: point)...].first else { return false }
    return after.isNumber
  }

  private mutating func string() throws(JSONError) -> String {
    offset += 1
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != 0x5C,
      bytes[offset] >= 0x20
    {
      offset += 1
    }
    guard offset < bytes.count else { throw failure("a string is not closed") }
    if bytes[offset] == UInt8(ascii: "\"") {
      defer { offset += 1 }
      return String(decoding: bytes[start..<offset], as: UTF8.self)
    }
    return try escapedString(prefix: Array(bytes[start..<offset]))
  }

  private mutating func escapedString(prefix: [UInt8]) throws(JSONError) -> String {
    var text = prefix
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return String(decoding: text, as: UTF8.self)
      case 0x5C: try escape(into: &text)
      case 0..<0x20: throw failure("a control character inside a string")
      default:
        text.append(byte)
        offset += 1
      }
    }
    throw failure("a string is not closed")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard offset + 1 < bytes.count else { throw failure("a string is not closed") }
    offset += 2
    switch bytes[offset - 1] {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"): text.append(contentsOf: String(try scalar()).utf8)
    case let byte where [0x22, 0x5C, 0x2F].contains(byte): text.append(byte)
    default: throw failure("an unknown escape")
    }
  }

  private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
    let high = try hex4()
    guard (0xD800..<0xDC00).contains(high), offset + 1 < bytes.count, bytes[offset] == 0x5C,
      bytes[offset + 1] == UInt8(ascii: "u")
    else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
    let mark = offset
    offset += 2
    let low = try hex4()
    guard (0xDC00..<0xE000).contains(low) else {
      offset = mark
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hex4() throws(JSONError) -> UInt32 {
    guard offset + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits are missing") }
    offset += 4
    return value
  }
}
