extension UInt8 {
  /// The byte of a line feed.
  package static let newline = UInt8(ascii: "\n")
  /// The byte of a carriage return.
  package static let carriageReturn = UInt8(ascii: "\r")
  /// The byte of a space.
  package static let space = UInt8(ascii: " ")
  /// The byte of a tabulator.
  package static let tab = UInt8(ascii: "\t")
  /// The byte of a form feed.
  package static let formFeed: UInt8 = 0x0C
  /// The byte of `#`.
  package static let hash = UInt8(ascii: "#")
  /// The byte of `.`.
  package static let dot = UInt8(ascii: ".")
  /// The byte of `\`.
  package static let backslash = UInt8(ascii: "\\")
  /// The byte of `"`.
  package static let doubleQuote = UInt8(ascii: "\"")
  /// The byte of `'`.
  package static let singleQuote = UInt8(ascii: "'")
  /// The byte of a backtick.
  package static let backtick = UInt8(ascii: "`")
  /// The byte of `~`.
  package static let tilde = UInt8(ascii: "~")

  package var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  package var isNameStart: Bool {
    let lower = self | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || self == UInt8(ascii: "_")
  }

  package var isNamePart: Bool { isNameStart || isDigit }

  package var isBlank: Bool { self == .space || self == .tab || self == .formFeed }

  /// Whether it may stand before a string's quote.
  package var isStringPrefix: Bool {
    switch self | 0x20 {
    case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "u"), UInt8(ascii: "f"),
      UInt8(ascii: "t"):
      true
    default: false
    }
  }

  /// The bracket that closes this one.
  package var closingBracket: UInt8? {
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
  package var text: String { String(decoding: self, as: UTF8.self) }

  /// The physical lines as ranges that include their line break.
  package var lineRanges: [Range<Int>] {
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
  package func contentStart(_ range: Range<Int>) -> Int {
    var offset = range.lowerBound
    while offset < range.upperBound, self[offset].isBlank { offset += 1 }
    return offset
  }

  /// Whether `text` stands at `offset`, ASCII letters compared without case when asked.
  package func has(_ text: String, at offset: Int, ignoringCase: Bool = false) -> Bool {
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
