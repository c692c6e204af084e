import Experiments

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads the few plain members of one streamed JSON object, without building anything of the rest.
///
/// For the lines that come thousands of times in an answer. It knows less than JSON: whatever is not
/// plain (escapes and other scripts in a text that is only passed over, surrogates, fractions, a
/// repeated name, bytes that are no text) makes a reader give nil, and then the full decoder reads
/// the same bytes. What it does read, it reads as the full decoder does.
struct StreamedJSON {
  /// The name of a member.
  struct Name {
    fileprivate let bytes: UnsafeBufferPointer<UInt8>.SubSequence

    /// Lets a `switch` compare names.
    static func ~= (pattern: StaticString, name: Name) -> Bool {
      let count = name.bytes.count
      guard count == pattern.utf8CodeUnitCount else { return false }
      guard let start = UnsafeBufferPointer(rebasing: name.bytes).baseAddress else { return true }
      return memcmp(start, pattern.utf8Start, count) == 0
    }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0

  /// Gives what `body` makes of the bytes; nil unless it has read all of them.
  static func read<Value>(
    _ bytes: some Collection<UInt8>, _ body: (inout StreamedJSON) -> Value?
  ) -> Value? {
    let value = bytes.withContiguousStorageIfAvailable { bytes -> Value? in
      var json = StreamedJSON(bytes: bytes)
      guard let value = body(&json) else { return nil }
      json.skipSpace()
      return json.offset == bytes.count ? value : nil
    }
    return value.flatMap { $0 }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Reads an object; `member` reads the value of a name and says whether it could.
  mutating func object(_ member: (Name, inout StreamedJSON) -> Bool) -> Bool {
    guard consume("{") else { return false }
    if consume("}") { return true }
    repeat {
      guard let name = plain(), consume(":"), member(Name(bytes: bytes[name]), &self) else {
        return false
      }
    } while consume(",")
    return consume("}")
  }

  /// Reads an array of one element.
  mutating func single(_ element: (inout StreamedJSON) -> Bool) -> Bool {
    consume("[") && element(&self) && consume("]")
  }

  /// Reads a text with its escapes.
  mutating func text() -> String? {
    guard consume("\"") else { return nil }
    let start = offset
    var isEscaped = false
    while offset < bytes.count, bytes[offset] != Self.quote {
      if bytes[offset] < 0x20 { return nil }
      if bytes[offset] == Self.backslash {
        isEscaped = true
        offset += 1
      }
      offset += 1
    }
    guard offset < bytes.count else { return nil }
    let inside = bytes[start..<offset]
    offset += 1
    guard isEscaped else { return String(validating: inside, as: UTF8.self) }
    return Self.unescaped(inside)
  }

  /// Reads a text, or null as an empty one.
  mutating func textOrNull() -> String? { word("null") ? "" : text() }

  /// Passes over a text without escapes and of ASCII alone.
  mutating func skipText() -> Bool { plain() != nil }

  /// Passes over a whole number of few digits.
  mutating func skipNumber() -> Bool {
    skipSpace()
    let start = offset
    while offset < bytes.count, bytes[offset] &- 48 < 10 { offset += 1 }
    let isZeroFirst = offset > start + 1 && bytes[start] == 48
    return (1..<16).contains(offset - start) && !isZeroFirst
  }

  /// Reads a word when it comes next.
  mutating func word(_ word: StaticString) -> Bool {
    skipSpace()
    let end = offset + word.utf8CodeUnitCount
    guard end <= bytes.count, let start = bytes.baseAddress,
      memcmp(start + offset, word.utf8Start, word.utf8CodeUnitCount) == 0
    else { return false }
    offset = end
    return true
  }

  private mutating func plain() -> Range<Int>? {
    guard consume("\"") else { return nil }
    let start = offset
    while offset < bytes.count, bytes[offset] != Self.quote {
      guard (0x20..<0x80).contains(bytes[offset]), bytes[offset] != Self.backslash else {
        return nil
      }
      offset += 1
    }
    guard offset < bytes.count else { return nil }
    offset += 1
    return start..<offset - 1
  }

  private mutating func consume(_ byte: Unicode.Scalar) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: byte) else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  private static func unescaped(_ inside: UnsafeBufferPointer<UInt8>.SubSequence) -> String? {
    var text: [UInt8] = []
    text.reserveCapacity(inside.count)
    var rest = inside
    while let byte = rest.popFirst() {
      guard byte == backslash else {
        text.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case quote?: text.append(quote)
      case backslash?: text.append(backslash)
      case UInt8(ascii: "/"): text.append(UInt8(ascii: "/"))
      case UInt8(ascii: "u"):
        guard let scalar = scalar(&rest) else { return nil }
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      default: return nil
      }
    }
    return String(validating: text, as: UTF8.self)
  }

  /// The scalar of four hexadecimal digits; nil for a surrogate.
  private static func scalar(
    _ rest: inout UnsafeBufferPointer<UInt8>.SubSequence
  ) -> Unicode.Scalar? {
    guard rest.count >= 4 else { return nil }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = rest.popFirst().flatMap({ Character(Unicode.Scalar($0)).hexDigitValue })
      else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return Unicode.Scalar(value)
  }
}

extension GenerationEvent {
  /// The pieces of one line, thought first; none for what is empty.
  static func pieces(reasoning: String, text: String) -> [GenerationEvent] {
    (reasoning.isEmpty ? [] : [.reasoning(reasoning)]) + (text.isEmpty ? [] : [.text(text)])
  }
}
