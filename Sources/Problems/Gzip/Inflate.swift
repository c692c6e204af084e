/// Unpacks one deflate stream (RFC 1951) piece by piece, in time linear in what goes in and comes out.
struct Inflate {
  /// What the next bits belong to.
  private enum Block {
    case none
    case stored(left: Int)
    case codes(HuffmanCode, HuffmanCode)
  }

  /// As far back as a distance can reach.
  private static let window = 1 << 15
  /// Bytes that a piece has at least, unless it is the last one.
  private static let pieceSize = 1 << 16

  private(set) var bits: BitReader
  private var block = Block.none
  private var isLast = false
  /// The window, and behind it the next piece.
  private var output: [UInt8] = []
  /// Where in the output the next piece begins.
  private var start = 0
  /// How many bytes went out with the pieces before.
  private var handedOver = 0
  private let limit: Int

  /// Unpacks what the bits hold next; more than `limit` bytes are refused.
  init(_ bits: BitReader, limit: Int) {
    self.bits = bits
    self.limit = limit
  }

  /// The next bytes of the stream; none at its end.
  mutating func next() throws(GzipError.Fault) -> ArraySlice<UInt8> {
    handedOver += output.count - start
    if output.count > Self.window { output.removeFirst(output.count - Self.window) }
    start = output.count
    while output.count - start < Self.pieceSize {
      switch block {
      case .none:
        if isLast { return output[start...] }
        try readHeader()
      case .stored(let left):
        let count = min(left, Self.pieceSize)
        try copyStored(count)
        block = left == count ? .none : .stored(left: left - count)
      case .codes(let literals, let distances):
        if try readCodes(literals, distances) { block = .none }
      }
    }
    return output[start...]
  }

  private mutating func readHeader() throws(GzipError.Fault) {
    isLast = try bits.take(1) == 1
    switch try bits.take(2) {
    case 0:
      bits.align()
      let length = try bits.take(16)
      guard try bits.take(16) == ~length & 0xFFFF else {
        throw bits.corrupt("a stored block's length")
      }
      block = .stored(left: length)
    case 1: block = .codes(HuffmanCode.fixedLiterals, HuffmanCode.fixedDistances)
    case 2:
      let (literals, distances) = try dynamicCodes()
      block = .codes(literals, distances)
    default: throw bits.corrupt("unknown block type")
    }
  }

  private mutating func makeRoom(_ count: Int) throws(GzipError.Fault) {
    guard handedOver + output.count - start + count <= limit else { throw .tooLarge(limit: limit) }
  }

  private mutating func copyStored(_ count: Int) throws(GzipError.Fault) {
    try makeRoom(count)
    for _ in 0..<count { output.append(UInt8(truncatingIfNeeded: try bits.take(8))) }
  }

  /// Reads until the block ends or the piece is full; returns whether the block ended.
  private mutating func readCodes(
    _ literals: HuffmanCode, _ distances: HuffmanCode
  ) throws(GzipError.Fault) -> Bool {
    while output.count - start < Self.pieceSize {
      let symbol = try literals.next(&bits)
      if symbol == 256 { return true }
      if symbol < 256 {
        try makeRoom(1)
        output.append(UInt8(truncatingIfNeeded: symbol))
        continue
      }
      guard symbol <= 285 else { throw bits.corrupt("unknown length code") }
      let length = Self.lengthBases[symbol - 257] + (try bits.take(Self.lengthBits[symbol - 257]))
      let code = try distances.next(&bits)
      guard code <= 29 else { throw bits.corrupt("unknown distance code") }
      let distance = Self.distanceBases[code] + (try bits.take(Self.distanceBits[code]))
      try copy(length: length, distance: distance)
    }
    return false
  }

  private mutating func copy(length: Int, distance: Int) throws(GzipError.Fault) {
    let from = output.count - distance
    guard from >= 0 else { throw bits.corrupt("a distance before the start") }
    try makeRoom(length)
    for offset in from..<from + length { output.append(output[offset]) }
  }

  private mutating func dynamicCodes() throws(GzipError.Fault) -> (HuffmanCode, HuffmanCode) {
    let literalCount = try bits.take(5) + 257
    let distanceCount = try bits.take(5) + 1
    let codeCount = try bits.take(4) + 4
    guard literalCount <= 286, distanceCount <= 30 else { throw bits.corrupt("too many codes") }
    var codeLengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<codeCount { codeLengths[Self.codeOrder[index]] = UInt8(try bits.take(3)) }
    let code = try makeCode(codeLengths[...], allowsIncomplete: false)
    var lengths: [UInt8] = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try code.next(&bits)
      switch symbol {
      case 16:
        guard let last = lengths.last else { throw bits.corrupt("nothing to repeat") }
        lengths += repeatElement(last, count: 3 + (try bits.take(2)))
      case 17: lengths += repeatElement(0, count: 3 + (try bits.take(3)))
      case 18: lengths += repeatElement(0, count: 11 + (try bits.take(7)))
      default: lengths.append(UInt8(truncatingIfNeeded: symbol))
      }
    }
    guard lengths.count == literalCount + distanceCount else {
      throw bits.corrupt("code lengths run over")
    }
    guard lengths[256] != 0 else { throw bits.corrupt("no end-of-block code") }
    return (
      try makeCode(lengths[..<literalCount], allowsIncomplete: true),
      try makeCode(lengths[literalCount...], allowsIncomplete: true)
    )
  }

  private func makeCode(
    _ lengths: ArraySlice<UInt8>, allowsIncomplete: Bool
  ) throws(GzipError.Fault) -> HuffmanCode {
    guard let code = HuffmanCode(lengths: lengths, allowsIncomplete: allowsIncomplete) else {
      throw bits.corrupt("impossible code lengths")
    }
    return code
  }

  private static let codeOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]
  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]
}
