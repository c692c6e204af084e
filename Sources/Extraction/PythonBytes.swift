extension UInt8 {
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let formFeed: UInt8 = 0x0C
  static let hash = UInt8(ascii: "#")
  static let dot = UInt8(ascii: ".")
  static let backslash = UInt8(ascii: "\\")
  static let doubleQuote = UInt8(ascii: "\"")
  static let singleQuote = UInt8(ascii: "'")
  static let backtick = UInt8(ascii: "`")
  static let tilde = UInt8(ascii: "~")

  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  var isNameStart: Bool {
    let lower = self | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || self == UInt8(ascii: "_")
  }

  var isNamePart: Bool { isNameStart || isDigit }

  var isBlank: Bool { self == .space || self == .tab || self == .formFeed }

  /// Whether it may stand before a string's quote.
  var isStringPrefix: Bool {
    switch self | 0x20 {
    case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "u"), UInt8(ascii: "f"),
      UInt8(ascii: "t"):
      true
    default: false
    }
  }

  /// The bracket that closes this one.
  var closingBracket: UInt8? {
    switch self {
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    default: nil
    }
  }
}

extension [UInt8] {
  /// The text, with whatever is not UTF-8 replaced.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// The physical lines as ranges that include their line break.
  var lineRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while start < count {
      let end = (self[start...].firstIndex(of: .newline) ?? count - 1) + 1
      ranges.append(start..<end)
      start = end
    }
    return ranges
  }

  /// Where the first byte that is no blank stands in `range`.
  func contentStart(_ range: Range<Int>) -> Int {
    var offset = range.lowerBound
    while offset < range.upperBound, self[offset].isBlank { offset += 1 }
    return offset
  }

  /// Whether `text` stands at `offset`, ASCII letters compared without case when asked.
  func has(_ text: String, at offset: Int, ignoringCase: Bool = false) -> Bool {
    var position = offset
    for byte in text.utf8 {
      guard position < count else { return false }
      let isLetter = ignoringCase && self[position].isNameStart && self[position] != 0x5F
      guard (isLetter ? self[position] | 0x20 : self[position]) == byte else { return false }
      position += 1
    }
    return true
  }
}

/// Characters that look like a space, or like nothing, and that Python refuses.
enum Invisible {
  /// Length in bytes of such a character at `offset`: 2 for the no-break space, 3 for the others.
  static func length(in bytes: [UInt8], at offset: Int) -> Int? {
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
  static func repaired(_ bytes: [UInt8]) -> [UInt8]? {
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
