/// Takes bits from bytes, lowest first, as deflate packs them.
struct BitReader {
  let bytes: [UInt8]
  private var position: Int
  private var buffer: UInt64 = 0
  private var available = 0

  init(_ bytes: [UInt8], from position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// The next `count` bits (at most 32) as a number.
  mutating func take(_ count: Int) throws(GzipError.Fault) -> Int {
    let value = peek(count)
    try skip(count)
    return value
  }

  /// The next bits without taking them; zeros stand for what lies behind the end.
  mutating func peek(_ count: Int) -> Int {
    while available < count, position < bytes.count {
      buffer |= UInt64(bytes[position]) << UInt64(available)
      position += 1
      available += 8
    }
    return Int(buffer & (1 << UInt64(count) - 1))
  }

  /// Leaves out bits that were looked at.
  mutating func skip(_ count: Int) throws(GzipError.Fault) {
    guard count <= available else { throw .truncated }
    buffer >>= UInt64(count)
    available -= count
  }

  /// The position of the first byte of which no bit was taken.
  func alignedPosition() -> Int { position - available / 8 }

  func corrupt(_ reason: String) -> GzipError.Fault {
    .corrupt(offset: alignedPosition(), reason: reason)
  }
}
