/// A SHA-256 digest that names a text or an event by its content.
package struct ContentHash: Sendable, Hashable, Codable, CustomStringConvertible {
  private var a, b, c, d: UInt64

  /// The digest of a text's UTF-8 bytes.
  package init(of text: String) {
    var digest = SHA256()
    digest.update(text.utf8)
    self = digest.finish()
  }

  init(words: [UInt32]) {
    func pair(_ index: Int) -> UInt64 { UInt64(words[index]) << 32 | UInt64(words[index + 1]) }
    (a, b, c, d) = (pair(0), pair(2), pair(4), pair(6))
  }

  init(quads: (UInt64, UInt64, UInt64, UInt64)) {
    (a, b, c, d) = quads
  }

  var quads: (UInt64, UInt64, UInt64, UInt64) { (a, b, c, d) }

  /// Reads 64 hexadecimal digits; nil for anything else.
  package init?(hex: some StringProtocol) {
    let digits = Array(hex.utf8)
    guard digits.count == 64 else { return nil }
    func quad(_ start: Int) -> UInt64? {
      var value: UInt64 = 0
      for digit in digits[start..<start + 16] {
        guard let nibble = Self.nibble(digit) else { return nil }
        value = value << 4 | UInt64(nibble)
      }
      return value
    }
    guard let a = quad(0), let b = quad(16), let c = quad(32), let d = quad(48) else { return nil }
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  /// Reads 32 bytes, most significant first; nil for any other count.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var quads: [UInt64] = []
    var quad: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      quad = quad << 8 | UInt64(byte)
      if index % 8 == 7 { quads.append(quad) }
    }
    (a, b, c, d) = (quads[0], quads[1], quads[2], quads[3])
  }

  /// Reads 32 bytes of memory, most significant first; nil for any other count.
  package init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 32 else { return nil }
    func quad(_ offset: Int) -> UInt64 {
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    (a, b, c, d) = (quad(0), quad(8), quad(16), quad(24))
  }

  /// The 32 bytes, most significant first.
  package var bytes: [UInt8] {
    [a, b, c, d].flatMap { quad in
      stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: quad >> $0) }
    }
  }

  private static func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// The hash of nothing: 64 zeros.
  package static let none = ContentHash(quads: (0, 0, 0, 0))

  /// 64 lower-case hexadecimal digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 64) { buffer in
      var index = 0
      for quad in [a, b, c, d] {
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
          buffer[index] = digits[Int(quad >> shift & 15)]
          index += 1
        }
      }
      return 64
    }
  }

  package var description: String { hex }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let hash = ContentHash(hex: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a content hash is 64 hexadecimal digits")
    }
    self = hash
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
