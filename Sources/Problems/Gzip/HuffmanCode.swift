/// A canonical Huffman code: short codes by table, long ones by counting through the lengths.
struct HuffmanCode: Sendable {
  private static let tableBits = 9
  private static let longest = 15

  /// `symbol << 4 | length` for every value of the next bits; 0 where the code is longer.
  private var table = [UInt16](repeating: 0, count: 1 << HuffmanCode.tableBits)
  /// How many codes have each length.
  private var counts = [Int](repeating: 0, count: HuffmanCode.longest + 1)
  /// The symbols in the order of their codes.
  private var symbols: [UInt16] = []

  /// The code whose symbol `i` has a code of `lengths[i]` bits; 0 for symbols without one.
  ///
  /// Nil when no code has these lengths. One that leaves bit patterns unused is taken only when
  /// allowed and when it has at most one symbol, as RFC 1951 has it for distances.
  init?(lengths: ArraySlice<UInt8>, allowsIncomplete: Bool) {
    for length in lengths { counts[Int(length)] += 1 }
    let used = lengths.count - counts[0]
    counts[0] = 0
    var left = 1
    var nextCodes = [Int](repeating: 0, count: Self.longest + 2)
    var offsets = nextCodes
    for length in 1...Self.longest {
      left = left << 1 - counts[length]
      guard left >= 0 else { return nil }
      offsets[length + 1] = offsets[length] + counts[length]
      nextCodes[length + 1] = (nextCodes[length] + counts[length]) << 1
    }
    guard left == 0 || allowsIncomplete && used <= 1 else { return nil }
    symbols = [UInt16](repeating: 0, count: used)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let length = Int(length)
      symbols[offsets[length]] = UInt16(symbol)
      offsets[length] += 1
      if length <= Self.tableBits { fill(symbol, code: nextCodes[length], length: length) }
      nextCodes[length] += 1
    }
  }

  private mutating func fill(_ symbol: Int, code: Int, length: Int) {
    let reversed = (0..<length).reduce(0) { $0 | (code >> $1 & 1) << (length - 1 - $1) }
    for index in stride(from: reversed, to: table.count, by: 1 << length) {
      table[index] = UInt16(symbol << 4 | length)
    }
  }

  /// Takes one code from the bits and returns its symbol.
  func next(_ bits: inout BitReader) throws(GzipError.Fault) -> Int {
    let ahead = bits.peek(Self.longest)
    let entry = Int(table[ahead & (table.count - 1)])
    if entry != 0 {
      try bits.skip(entry & 15)
      return entry >> 4
    }
    var (code, first, index) = (0, 0, 0)
    for length in 1...Self.longest {
      code |= ahead >> (length - 1) & 1
      let count = counts[length]
      if code - first < count {
        try bits.skip(length)
        return Int(symbols[index + code - first])
      }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw bits.corrupt("unknown code")
  }

  static let fixedLiterals = fixed(
    Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
      + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8))

  static let fixedDistances = fixed(Array(repeating: 5, count: 32))

  private static func fixed(_ lengths: [UInt8]) -> HuffmanCode {
    guard let code = HuffmanCode(lengths: lengths[...], allowsIncomplete: false) else {
      preconditionFailure("the fixed codes of RFC 1951 are complete")
    }
    return code
  }
}
