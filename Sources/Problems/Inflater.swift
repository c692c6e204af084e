/// Data that deflate cannot have written.
struct InflateError: Error {
  var reason: String
}

/// Undoes deflate.
///
/// **Source**: RFC 1951.
struct Inflater {
  private let bytes: [UInt8]
  private var offset: Int
  private var bits: UInt32 = 0
  private var bitCount = 0

  init(_ bytes: [UInt8], from offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  /// Where the next whole byte is, once the data has ended.
  var byteOffset: Int { offset - bitCount / 8 }

  mutating func run(into output: inout [UInt8]) throws(InflateError) {
    let start = output.count
    var isLast = false
    while !isLast {
      isLast = try read(1) == 1
      switch try read(2) {
      case 0: try stored(into: &output)
      case 1: try blocks(.fixedLiterals, .fixedDistances, into: &output, start)
      case 2:
        let (literals, distances) = try tables()
        try blocks(literals, distances, into: &output, start)
      default: throw InflateError(reason: "a block of no known kind")
      }
    }
  }

  private mutating func read(_ count: Int) throws(InflateError) -> Int {
    while bitCount < count {
      guard offset < bytes.count else { throw InflateError(reason: "it is cut off") }
      bits |= UInt32(bytes[offset]) << UInt32(bitCount)
      offset += 1
      bitCount += 8
    }
    let value = bits & ((1 << UInt32(count)) - 1)
    bits >>= UInt32(count)
    bitCount -= count
    return Int(value)
  }

  private mutating func stored(into output: inout [UInt8]) throws(InflateError) {
    offset = byteOffset
    (bits, bitCount) = (0, 0)
    guard offset + 4 <= bytes.count else { throw InflateError(reason: "it is cut off") }
    let count = Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
    let complement = Int(bytes[offset + 2]) | Int(bytes[offset + 3]) << 8
    guard count == complement ^ 0xFFFF else {
      throw InflateError(reason: "a stored block's length is wrong")
    }
    offset += 4
    guard offset + count <= bytes.count else { throw InflateError(reason: "it is cut off") }
    output += bytes[offset..<offset + count]
    offset += count
  }

  private mutating func symbol(_ table: HuffmanTable) throws(InflateError) -> Int {
    var code = 0
    var first = 0
    var index = 0
    for length in 1...15 {
      code |= try read(1)
      let count = table.counts[length]
      if code - count < first { return table.symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw InflateError(reason: "a code that no table holds")
  }

  private mutating func blocks(
    _ literals: HuffmanTable, _ distances: HuffmanTable, into output: inout [UInt8], _ start: Int
  ) throws(InflateError) {
    while true {
      let symbol = try symbol(literals)
      if symbol < 256 {
        output.append(UInt8(symbol))
      } else if symbol == 256 {
        return
      } else {
        try copy(symbol - 257, distances, into: &output, start)
      }
    }
  }

  private mutating func copy(
    _ lengthCode: Int, _ distances: HuffmanTable, into output: inout [UInt8], _ start: Int
  ) throws(InflateError) {
    guard lengthCode < 29 else { throw InflateError(reason: "a length that does not exist") }
    let length = Self.lengthBases[lengthCode] + (try read(Self.lengthBits[lengthCode]))
    let distanceCode = try symbol(distances)
    guard distanceCode < 30 else { throw InflateError(reason: "a distance that does not exist") }
    let distance = Self.distanceBases[distanceCode] + (try read(Self.distanceBits[distanceCode]))
    guard distance <= output.count - start else {
      throw InflateError(reason: "a distance beyond the beginning")
    }
    for _ in 0..<length { output.append(output[output.count - distance]) }
  }

  private mutating func tables() throws(InflateError) -> (HuffmanTable, HuffmanTable) {
    let literalCount = try read(5) + 257
    let distanceCount = try read(5) + 1
    let codeCount = try read(4) + 4
    var codeLengths = [Int](repeating: 0, count: 19)
    for index in 0..<codeCount { codeLengths[Self.codeOrder[index]] = try read(3) }
    let codes = HuffmanTable(codeLengths)
    var lengths: [Int] = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try symbol(codes)
      switch symbol {
      case 0..<16: lengths.append(symbol)
      case 16:
        guard let last = lengths.last else { throw InflateError(reason: "nothing to repeat") }
        lengths += [Int](repeating: last, count: try read(2) + 3)
      case 17: lengths += [Int](repeating: 0, count: try read(3) + 3)
      default: lengths += [Int](repeating: 0, count: try read(7) + 11)
      }
    }
    guard lengths.count == literalCount + distanceCount else {
      throw InflateError(reason: "more code lengths than codes")
    }
    return (
      HuffmanTable(Array(lengths[..<literalCount])), HuffmanTable(Array(lengths[literalCount...]))
    )
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
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
    2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]
}

/// A canonical Huffman code.
struct HuffmanTable: Sendable {
  /// How many codes have each length; index 0 is not used.
  fileprivate var counts = [Int](repeating: 0, count: 16)
  /// Symbols by length, then by value.
  fileprivate var symbols: [Int] = []

  /// A code from each symbol's length; 0 is a symbol without a code.
  init(_ lengths: [Int]) {
    for length in lengths where length > 0 { counts[length] += 1 }
    for length in 1...15 {
      symbols += lengths.indices.filter { lengths[$0] == length }
    }
    // Codes that were never handed out lead to symbol 0 instead of beyond the end.
    symbols += [Int](repeating: 0, count: max(0, counts.reduce(0, +) - symbols.count))
  }

  static let fixedLiterals = HuffmanTable(
    (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  static let fixedDistances = HuffmanTable([Int](repeating: 5, count: 30))
}
