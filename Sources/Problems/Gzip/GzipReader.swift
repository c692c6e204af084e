/// Unpacks gzip data piece by piece, several members one after another included.
///
/// Memory does not grow with the data: a piece and the window behind it, about 100 KB.
///
/// **Source**: RFC 1952.
package struct GzipReader {
  private enum Place {
    case header
    case data(Inflate, checksum: CRC32, length: UInt32)
    case end
  }

  private let name: String
  private let limit: Int
  private var bits: BitReader
  private var place = Place.header
  private var total = 0

  /// A reader of what `source` gives, until that is empty; `name` is what messages call the file.
  ///
  /// More than `limit` unpacked bytes are refused.
  package init(name: String, limit: Int = .max, source: @escaping () -> [UInt8]) {
    self.name = name
    self.limit = limit
    bits = BitReader(source)
  }

  /// The next unpacked bytes; none at the end.
  ///
  /// Checksum and length of a member are checked behind its last byte.
  ///
  /// - Throws: `GzipError` at the first damage; what came before it was not checked yet.
  package mutating func next() throws(GzipError) -> ArraySlice<UInt8> {
    do {
      return try nextPiece()
    } catch {
      throw GzipError(file: name, fault: error)
    }
  }

  private mutating func nextPiece() throws(GzipError.Fault) -> ArraySlice<UInt8> {
    while true {
      switch place {
      case .end: return []
      case .header:
        try readHeader()
        place = .data(Inflate(bits, limit: limit - total), checksum: CRC32(), length: 0)
      case .data(var inflate, var checksum, let length):
        // Two owners of the window would copy it.
        place = .end
        let piece = try inflate.next()
        guard !piece.isEmpty else {
          bits = inflate.bits
          try readTrailer(checksum: checksum.value, length: length)
          continue
        }
        checksum.add(piece)
        total += piece.count
        place = .data(
          inflate, checksum: checksum, length: length &+ UInt32(truncatingIfNeeded: piece.count))
        return piece
      }
    }
  }

  private mutating func readHeader() throws(GzipError.Fault) {
    var header: [UInt8] = []
    for _ in 0..<10 { header.append(try requiredByte()) }
    guard header.starts(with: Gzip.magic) else { throw .badHeader }
    guard header[2] == 8 else { throw .unknownMethod(header[2]) }
    let flags = header[3]
    guard flags & 0xE0 == 0 else { throw .badHeader }
    if flags & 0x04 != 0 {
      for _ in 0..<(try bits.take(16)) { _ = try requiredByte() }
    }
    for flag: UInt8 in [0x08, 0x10] where flags & flag != 0 {
      while try requiredByte() != 0 {}
    }
    if flags & 0x02 != 0 { _ = try bits.take(16) }
  }

  /// Checks what stands behind a member, and looks for another; zero bytes are padding.
  private mutating func readTrailer(checksum: UInt32, length: UInt32) throws(GzipError.Fault) {
    bits.align()
    let wanted = (try bits.take(32), try bits.take(32))
    guard wanted.0 == Int(checksum) else { throw .wrongChecksum }
    guard wanted.1 == Int(length) else { throw .wrongLength }
    let offset = bits.offset
    if bits.peek(16) == 0x8B1F {
      place = .header
      return
    }
    while let byte = bits.byte() {
      guard byte == 0 else { throw .trailingBytes(offset: offset) }
    }
    place = .end
  }

  private mutating func requiredByte() throws(GzipError.Fault) -> UInt8 {
    guard let byte = bits.byte() else { throw .truncated }
    return byte
  }
}
