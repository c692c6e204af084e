/// Takes bits from bytes that come piece by piece, lowest first, as deflate packs them.
struct BitReader {
  /// The next bytes; none at the end.
  private let source: () -> [UInt8]
  private var bytes: [UInt8] = []
  private var position = 0
  /// Bytes in the pieces before this one.
  private var base = 0
  private var buffer: UInt64 = 0
  private var available = 0

  init(_ source: @escaping () -> [UInt8]) { self.source = source }

  /// The next `count` bits (at most 32) as a number.
  mutating func take(_ count: Int) throws(GzipError.Fault) -> Int {
    let value = peek(count)
    try skip(count)
    return value
  }

  /// The next bits without taking them; zeros stand for what lies behind the end.
  mutating func peek(_ count: Int) -> Int {
    while available < count {
      if position == bytes.count, !readMore() { break }
      buffer |= UInt64(bytes[position]) << UInt64(available)
      position += 1
      available += 8
    }
    return Int(buffer & (1 << UInt64(count) - 1))
  }

  private mutating func readMore() -> Bool {
    base += bytes.count
    bytes = source()
    position = 0
    return !bytes.isEmpty
  }

  /// Leaves out bits that were looked at.
  mutating func skip(_ count: Int) throws(GzipError.Fault) {
    guard count <= available else { throw .truncated }
    buffer >>= UInt64(count)
    available -= count
  }

  /// Leaves out the bits up to the next whole byte.
  mutating func align() {
    buffer >>= UInt64(available % 8)
    available -= available % 8
  }

  /// The next whole byte; nil at the end.
  mutating func byte() -> UInt8? { (try? take(8)).map { UInt8($0) } }

  /// The offset of the first byte of which no bit was taken.
  var offset: Int { base + position - available / 8 }

  func corrupt(_ reason: String) -> GzipError.Fault { .corrupt(offset: offset, reason: reason) }
}
