/// A gzip file that cannot be read.
package struct GzipError: Error, Sendable, Hashable, CustomStringConvertible {
  package var file: String
  package var reason: String

  package var description: String { "\(file): damaged gzip: \(reason)" }
}

/// Reads gzip files whole.
///
/// **Source**: RFC 1952.
package enum Gzip {
  /// Whether bytes begin as a gzip file does.
  package static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// The bytes a gzip file stands for, all its members one after the other.
  ///
  /// - Throws: `GzipError` when it is cut off, of another method, or its checksum or length differs.
  package static func inflate(_ bytes: [UInt8], name: String) throws(GzipError) -> [UInt8] {
    var output: [UInt8] = []
    var offset = 0
    repeat {
      let start = output.count
      offset = try header(bytes, offset, name)
      var inflater = Inflater(bytes, from: offset)
      do {
        try inflater.run(into: &output)
      } catch {
        throw GzipError(file: name, reason: error.reason)
      }
      offset = inflater.byteOffset
      try check(output[start...], against: bytes, offset, name)
      offset += 8
    } while offset + 2 <= bytes.count && bytes[offset] == 0x1F && bytes[offset + 1] == 0x8B
    return output
  }

  /// The offset of the compressed data behind a member's header.
  private static func header(
    _ bytes: [UInt8], _ start: Int, _ name: String
  ) throws(GzipError) -> Int {
    guard start + 10 <= bytes.count else { throw GzipError(file: name, reason: "it is cut off") }
    guard bytes[start + 2] == 8 else {
      throw GzipError(file: name, reason: "method \(bytes[start + 2]) is not deflate")
    }
    let flags = bytes[start + 3]
    var offset = start + 10
    if flags & 4 != 0, offset + 2 <= bytes.count {
      offset += 2 + Int(bytes[offset]) + Int(bytes[offset + 1]) << 8
    }
    for flag in [UInt8(8), 16] where flags & flag != 0 {
      while offset < bytes.count, bytes[offset] != 0 { offset += 1 }
      offset += 1
    }
    if flags & 2 != 0 { offset += 2 }
    guard offset < bytes.count else { throw GzipError(file: name, reason: "it is cut off") }
    return offset
  }

  private static func check(
    _ output: ArraySlice<UInt8>, against bytes: [UInt8], _ offset: Int, _ name: String
  ) throws(GzipError) {
    guard offset + 8 <= bytes.count else { throw GzipError(file: name, reason: "it is cut off") }
    func number(_ start: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * $1) }
    }
    guard number(offset) == crc32(output) else {
      throw GzipError(file: name, reason: "the checksum differs")
    }
    guard number(offset + 4) == UInt32(truncatingIfNeeded: output.count) else {
      throw GzipError(file: name, reason: "the length differs")
    }
  }

  private static let crcTable: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }

  private static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    let table = crcTable
    return ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
  }
}
