/// Unpacks gzip data that is at hand as a whole.
package enum Gzip {
  static let magic: [UInt8] = [0x1F, 0x8B]

  /// Whether the bytes begin as gzip does.
  package static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

  /// The unpacked bytes of all members; zero bytes behind the last one are padding.
  ///
  /// Checksum and length of each member are checked; `name` is what messages call the file.
  ///
  /// - Throws: `GzipError`; nothing is returned of data that is damaged anywhere.
  package static func inflate(
    _ bytes: [UInt8], name: String, limit: Int = 1 << 30
  ) throws(GzipError) -> [UInt8] {
    var rest = bytes
    var reader = GzipReader(name: name, limit: limit) {
      defer { rest = [] }
      return rest
    }
    var output: [UInt8] = []
    while true {
      let piece = try reader.next()
      if piece.isEmpty { return output }
      output += piece
    }
  }
}
