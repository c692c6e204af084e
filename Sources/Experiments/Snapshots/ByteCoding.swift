import CanonicalJSON

/// Writes values as compact bytes: whole numbers as zig-zag varints, texts with their length before.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []
  /// What waited in the position written last: most positions that `undo` keeps differ elsewhere.
  var lastPending: [Spot: PendingInputs]?

  mutating func write(_ value: some SnapshotValue) { value.write(to: &self) }

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func raw(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }
}

/// Why snapshot bytes cannot be read; the session is then folded from its events instead.
struct SnapshotError: Error, Sendable, Hashable {
  var offset: Int
}

/// Reads what `ByteWriter` wrote; never traps on other bytes.
struct ByteReader {
  private let bytes: [UInt8]
  private(set) var offset = 0
  /// What waited in the position read last.
  var lastPending: [Spot: PendingInputs]?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { offset == bytes.count }

  func failure() -> SnapshotError { SnapshotError(offset: offset) }

  mutating func read<Value: SnapshotValue>(
    _ type: Value.Type = Value.self
  ) throws(SnapshotError) -> Value {
    try Value(from: &self)
  }

  mutating func varint() throws(SnapshotError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < bytes.count, shift < 64 {
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw failure()
  }

  /// A count that the rest of the bytes could hold.
  mutating func count() throws(SnapshotError) -> Int {
    let value = try varint()
    guard value <= UInt64(bytes.count - offset) else { throw failure() }
    return Int(value)
  }

  mutating func raw(_ count: Int) throws(SnapshotError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - offset else { throw failure() }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }
}

/// A value that a snapshot can hold.
protocol SnapshotValue {
  func write(to writer: inout ByteWriter)
  init(from reader: inout ByteReader) throws(SnapshotError)
}

extension Int: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.varint(UInt64(bitPattern: Int64((self << 1) ^ (self >> 63))))
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    let value = try reader.varint()
    self = Int(Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1))))
  }
}

extension Bool: SnapshotValue {
  func write(to writer: inout ByteWriter) { writer.varint(self ? 1 : 0) }

  init(from reader: inout ByteReader) throws(SnapshotError) { self = try reader.varint() != 0 }
}

extension Double: SnapshotValue {
  func write(to writer: inout ByteWriter) { writer.varint(bitPattern) }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self = Double(bitPattern: try reader.varint())
  }
}

extension String: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.varint(UInt64(utf8.count))
    writer.raw(utf8)
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    let count = try reader.count()
    self = String(decoding: try reader.raw(count), as: UTF8.self)
  }
}

extension ContentHash: SnapshotValue {
  func write(to writer: inout ByteWriter) { writer.raw(bytes) }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    guard let hash = ContentHash(bytes: try reader.raw(32)) else { throw reader.failure() }
    self = hash
  }
}

extension Optional: SnapshotValue where Wrapped: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.write(self != nil)
    if let self { writer.write(self) }
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    self = try reader.read(Bool.self) ? try reader.read(Wrapped.self) : nil
  }
}

extension Array: SnapshotValue where Element: SnapshotValue {
  func write(to writer: inout ByteWriter) {
    writer.varint(UInt64(count))
    for element in self { writer.write(element) }
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    let count = try reader.count()
    self = []
    reserveCapacity(count)
    for _ in 0..<count { append(try reader.read(Element.self)) }
  }
}

extension Dictionary: SnapshotValue where Key: SnapshotValue, Value: SnapshotValue {
  /// In any order: equal dictionaries may give different bytes.
  func write(to writer: inout ByteWriter) {
    writer.varint(UInt64(count))
    for (key, value) in self {
      writer.write(key)
      writer.write(value)
    }
  }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    let count = try reader.count()
    self = Dictionary(minimumCapacity: count)
    for _ in 0..<count {
      let key = try reader.read(Key.self)
      self[key] = try reader.read(Value.self)
    }
  }
}

extension SnapshotValue where Self: RawRepresentable, RawValue == String {
  func write(to writer: inout ByteWriter) { writer.write(rawValue) }

  init(from reader: inout ByteReader) throws(SnapshotError) {
    guard let value = Self(rawValue: try reader.read(String.self)) else { throw reader.failure() }
    self = value
  }
}
