/// Characters that look like a space, or like nothing, and that Python refuses.
package enum Invisible {
  /// Length in bytes of such a character at `offset`: 2 for the no-break space, 3 for the others.
  package static func length(in bytes: [UInt8], at offset: Int) -> Int? {
    switch bytes[offset] {
    case 0xC2 where offset + 1 < bytes.count && bytes[offset + 1] == 0xA0:
      return 2
    case 0xE2 where offset + 2 < bytes.count && bytes[offset + 1] == 0x80:
      return (0x8B...0x8D).contains(bytes[offset + 2]) || bytes[offset + 2] == 0xAF ? 3 : nil
    case 0xEF where offset + 2 < bytes.count:
      return bytes[offset + 1] == 0xBB && bytes[offset + 2] == 0xBF ? 3 : nil
    default:
      return nil
    }
  }

  /// The source with no-break spaces made spaces and zero-width characters left out, except inside
  /// strings; nil when there was nothing to repair.
  package static func repaired(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.indices.contains(where: { length(in: bytes, at: $0) != nil }) else { return nil }
    var lexer = PythonLexer(bytes)
    while lexer.nextLine() != nil {}
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var offset = 0
    for token in lexer.tokens where token.kind == .string {
      append(bytes, offset..<token.start, to: &result)
      result += bytes[token.start..<token.end]
      offset = token.end
    }
    append(bytes, offset..<bytes.count, to: &result)
    return result
  }

  private static func append(_ bytes: [UInt8], _ range: Range<Int>, to result: inout [UInt8]) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      if let length = length(in: bytes, at: offset) {
        if length == 2 || bytes[offset + 2] == 0xAF { result.append(.space) }
        offset += length
      } else {
        result.append(bytes[offset])
        offset += 1
      }
    }
  }
}
