/// Unpacks one deflate stream (RFC 1951), in time linear in what goes in and comes out.
struct Inflate {
  private var bits: BitReader
  private var output: [UInt8]
  private let limit: Int
  /// Where in the output this stream's bytes begin; distances never reach before it.
  let memberStart: Int

  /// Starts at `position`; what comes out is appended to `output`.
  init(_ bytes: [UInt8], from position: Int, output: [UInt8], limit: Int) {
    bits = BitReader(bytes, from: position)
    memberStart = output.count
    self.output = output
    self.limit = limit
  }

  /// Hands the output over and keeps none.
  mutating func takeOutput() -> [UInt8] {
    defer { output = [] }
    return output
  }

  /// Unpacks the stream and returns the position after it.
  mutating func run() throws(GzipError.Fault) -> Int {
    var isLast = false
    while !isLast {
      isLast = try bits.take(1) == 1
      switch try bits.take(2) {
      case 0: try copyStored()
      case 1: try readCodes(HuffmanCode.fixedLiterals, HuffmanCode.fixedDistances)
      case 2:
        let (literals, distances) = try dynamicCodes()
        try readCodes(literals, distances)
      default: throw bits.corrupt("unknown block type")
      }
    }
    return bits.alignedPosition()
  }

  private mutating func copyStored() throws(GzipError.Fault) {
    var position = bits.alignedPosition()
    guard position + 4 <= bits.bytes.count else { throw .truncated }
    let length = Int(bits.bytes[position]) | Int(bits.bytes[position + 1]) << 8
    let check = Int(bits.bytes[position + 2]) | Int(bits.bytes[position + 3]) << 8
    guard length == ~check & 0xFFFF else { throw bits.corrupt("a stored block's length") }
    position += 4
    guard position + length <= bits.bytes.count else { throw .truncated }
    guard output.count + length <= limit else { throw .tooLarge(limit: limit) }
    output += bits.bytes[position..<position + length]
    bits = BitReader(bits.bytes, from: position + length)
  }

  private mutating func readCodes(
    _ literals: HuffmanCode, _ distances: HuffmanCode
  ) throws(GzipError.Fault) {
    while true {
      let symbol = try literals.next(&bits)
      if symbol == 256 { return }
      if symbol < 256 {
        guard output.count < limit else { throw .tooLarge(limit: limit) }
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
  }

  private mutating func copy(length: Int, distance: Int) throws(GzipError.Fault) {
    let start = output.count - distance
    guard start >= memberStart else { throw bits.corrupt("a distance before the start") }
    guard output.count + length <= limit else { throw .tooLarge(limit: limit) }
    for offset in start..<start + length { output.append(output[offset]) }
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
