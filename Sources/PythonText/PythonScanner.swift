/// Cuts Python source into pieces, one after the other and without ever failing.
///
/// The one reader of Python's spelling: logical lines, colours and changes to code are made of its
/// pieces. Text that is not Python gives pieces too. F-strings are taken as plain strings, which every
/// version of Python before 3.12 does as well.
package struct PythonScanner: Sendable {
  package let bytes: [UInt8]
  /// Where the next piece starts.
  package internal(set) var position: Int

  package init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// All pieces of a text.
  package static func pieces(of bytes: [UInt8]) -> [PythonPiece] {
    var scanner = PythonScanner(bytes)
    var pieces: [PythonPiece] = []
    while let piece = scanner.next() { pieces.append(piece) }
    return pieces
  }

  /// The next piece; nil at the end.
  package mutating func next() -> PythonPiece? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    switch byte {
    case .newline:
      return take(.lineBreak, to: position + 1)
    case .space, .tab, .formFeed, .carriageReturn:
      return blank()
    case .hash:
      return take(.comment, to: commentEnd(from: position))
    case .backslash:
      let isLast = position + 1 >= bytes.count || peek(1) == .newline
      return isLast ? take(.continuation, to: position + 2) : take(.invalid, to: position + 1)
    case .doubleQuote, .singleQuote:
      return string(from: position)
    case _ where byte.isDigit || byte == .dot && peek(1).isDigit:
      return number()
    case _ where byte.isNameStart:
      return name()
    case 0x80...:
      return nonASCII()
    default:
      let length = symbolLength()
      return take(length == 0 ? .invalid : .symbol, to: position + max(length, 1))
    }
  }

  private mutating func take(_ kind: PythonPiece.Kind, to end: Int) -> PythonPiece {
    let piece = PythonPiece(kind: kind, start: position, end: min(end, bytes.count))
    position = piece.end
    return piece
  }

  private mutating func blank() -> PythonPiece {
    var end = position
    while end < bytes.count {
      if bytes[end].isBlank || bytes[end] == .carriageReturn {
        end += 1
      } else if let length = Invisible.length(in: bytes, at: end) {
        end += length
      } else {
        break
      }
    }
    return take(.blank, to: end)
  }

  private mutating func number() -> PythonPiece {
    var end = position + 1
    while end < bytes.count {
      let isSign = bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "-")
      let isExponent =
        bytes[end - 1] | 0x20 == UInt8(ascii: "e") && peek(1) | 0x20 != UInt8(ascii: "x")
      guard bytes[end].isNamePart || bytes[end] == .dot || (isSign && isExponent) else { break }
      end += 1
    }
    return take(.number, to: end)
  }

  private mutating func name() -> PythonPiece {
    var end = position
    while end < bytes.count {
      let length = nameLength(at: end)
      if length == 0 { break }
      end += length
    }
    let isPrefix = end - position <= 2 && bytes[position..<end].allSatisfy(\.isStringPrefix)
    if isPrefix, end < bytes.count, bytes[end] == .doubleQuote || bytes[end] == .singleQuote {
      return string(from: end)
    }
    return take(.name, to: end)
  }

  private mutating func nonASCII() -> PythonPiece {
    if Invisible.length(in: bytes, at: position) != nil { return blank() }
    if nameLength(at: position) > 0 { return name() }
    return take(.invalid, to: position + scalarLength(at: position))
  }

  /// Reads a string whose opening quote is at `quote`; its prefix starts at `position`.
  private mutating func string(from quote: Int) -> PythonPiece {
    let mark = bytes[quote]
    let isTriple = quote + 2 < bytes.count && bytes[quote + 1] == mark && bytes[quote + 2] == mark
    var end = quote + (isTriple ? 3 : 1)
    var isClosed = false
    while end < bytes.count, !isClosed {
      if bytes[end] == .backslash {
        end += 2
      } else if bytes[end] == mark {
        isClosed =
          !isTriple || end + 2 < bytes.count && bytes[end + 1] == mark && bytes[end + 2] == mark
        end += isClosed && isTriple ? 3 : 1
      } else if bytes[end] == .newline && !isTriple {
        break
      } else {
        end += 1
      }
    }
    return take(.string(isTriple: isTriple, isClosed: isClosed), to: end)
  }

  private func symbolLength() -> Int {
    let (first, second, third) = (bytes[position], peek(1), peek(2))
    let equals = UInt8(ascii: "=")
    switch first {
    case .dot:
      return second == .dot && third == .dot ? 3 : 1
    case UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      if second == first { return third == equals ? 3 : 2 }
      return second == equals ? 2 : 1
    case UInt8(ascii: "-") where second == UInt8(ascii: ">"):
      return 2
    case UInt8(ascii: "!"):
      return second == equals ? 2 : 0
    case equals, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "@"), UInt8(ascii: ":"):
      return second == equals ? 2 : 1
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "~"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      return 1
    default:
      return 0
    }
  }
}

// MARK: - Bytes

extension PythonScanner {
  private func peek(_ distance: Int) -> UInt8 {
    position + distance < bytes.count ? bytes[position + distance] : 0
  }

  func commentEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != .newline { end += 1 }
    return end
  }

  /// Length of the name character at `offset`, 0 when it is none.
  ///
  /// Letters beyond ASCII are names; general punctuation, arrows, symbols and emoji are not.
  private func nameLength(at offset: Int) -> Int {
    let byte = bytes[offset]
    if byte < 0x80 { return byte.isNamePart ? 1 : 0 }
    let isSymbol = byte == 0xE2 || byte >= 0xF0 || byte == 0xC2
    let isWidePunctuation = byte == 0xE3 && offset + 1 < bytes.count && bytes[offset + 1] == 0x80
    if isSymbol || isWidePunctuation || byte == 0xEF { return 0 }
    return min(scalarLength(at: offset), bytes.count - offset)
  }

  private func scalarLength(at offset: Int) -> Int {
    switch bytes[offset] {
    case 0xF0...: 4
    case 0xE0...: 3
    case 0xC0...: 2
    default: 1
    }
  }
}
