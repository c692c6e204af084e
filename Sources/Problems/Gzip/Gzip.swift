/// Unpacks gzip files, several members one after another included.
///
/// **Source**: RFC 1952.
package enum Gzip {
  /// Whether the bytes begin as gzip does.
  package static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// The unpacked bytes of all members; zero bytes behind the last one are padding.
  ///
  /// Checksum and length of each member are checked; `name` is what messages call the file.
  ///
  /// - Throws: `GzipError`; nothing is returned of data that is damaged anywhere.
  package static func inflate(
    _ bytes: [UInt8], name: String, limit: Int = 1 << 30
  ) throws(GzipError) -> [UInt8] {
    do {
      return try unpack(bytes, limit: limit)
    } catch {
      throw GzipError(file: name, fault: error)
    }
  }

  private static func unpack(
    _ bytes: [UInt8], limit: Int
  ) throws(GzipError.Fault) -> [UInt8] {
    var output: [UInt8] = []
    var position = 0
    repeat {
      let start = try headerEnd(bytes, from: position)
      var inflate = Inflate(bytes, from: start, output: output, limit: limit)
      output = []
      let trailer = try inflate.run()
      let memberStart = inflate.memberStart
      output = inflate.takeOutput()
      guard trailer + 8 <= bytes.count else { throw .truncated }
      let member = output[memberStart...]
      guard CRC32.checksum(member) == word(bytes, trailer) else { throw .wrongChecksum }
      guard UInt32(truncatingIfNeeded: member.count) == word(bytes, trailer + 4) else {
        throw .wrongLength
      }
      position = trailer + 8
      if bytes[position...].allSatisfy({ $0 == 0 }) { return output }
      guard bytes[position...].starts(with: [0x1F, 0x8B]) else {
        throw .trailingBytes(offset: position)
      }
    } while true
  }

  /// Where the packed data of the member at `start` begins.
  private static func headerEnd(_ bytes: [UInt8], from start: Int) throws(GzipError.Fault) -> Int {
    guard start + 10 <= bytes.count else { throw .truncated }
    guard bytes[start] == 0x1F, bytes[start + 1] == 0x8B else { throw .badHeader }
    guard bytes[start + 2] == 8 else { throw .unknownMethod(bytes[start + 2]) }
    let flags = bytes[start + 3]
    guard flags & 0xE0 == 0 else { throw .badHeader }
    var position = start + 10
    if flags & 0x04 != 0 {
      guard position + 2 <= bytes.count else { throw .truncated }
      position += 2 + Int(bytes[position]) + Int(bytes[position + 1]) << 8
    }
    for flag: UInt8 in [0x08, 0x10] where flags & flag != 0 {
      guard position < bytes.count, let end = bytes[position...].firstIndex(of: 0) else {
        throw .truncated
      }
      position = end + 1
    }
    if flags & 0x02 != 0 { position += 2 }
    guard position <= bytes.count else { throw .truncated }
    return position
  }

  private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
  }
}
