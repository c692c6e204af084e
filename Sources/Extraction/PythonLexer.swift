/// Splits Python source into logical lines and tokens, in one pass and without ever failing.
///
/// Text that is not Python gives tokens too: what they mean is for the reader to judge. F-strings
/// are taken as plain strings, which every version of Python before 3.12 does as well.
struct PythonLexer: PythonSource {
  let bytes: [UInt8]
  /// Where the next line starts.
  private(set) var position: Int
  private(set) var tokens: [PythonToken] = []
  private(set) var lines: [LogicalLine] = []
  private var brackets: [UInt8] = []
  private var isBroken = false
  private var isOpen = false

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// The next logical line that holds a token; comments and blank lines are passed over.
  mutating func nextLine() -> LogicalLine? {
    while position < bytes.count {
      let start = position
      let (indent, first) = measureIndent(from: start)
      guard first < bytes.count else { break }
      if bytes[first] == .newline || bytes[first] == .hash {
        position = lineEnd(from: first)
        continue
      }
      let line = line(from: start, indent: indent, first: first)
      lines.append(line)
      return line
    }
    position = bytes.count
    return nil
  }

  /// Goes on after the physical line that `offset` is in.
  mutating func skipLine(at offset: Int) {
    position = lineEnd(from: offset)
  }

  private mutating func line(from start: Int, indent: Int, first: Int) -> LogicalLine {
    let firstToken = tokens.count
    brackets.removeAll(keepingCapacity: true)
    (isBroken, isOpen) = (false, false)
    position = first
    while position < bytes.count {
      if bytes[position] == .newline {
        position += 1
        if brackets.isEmpty { break }
      } else {
        readToken()
      }
    }
    return LogicalLine(
      start: start, end: position, indent: indent, tokens: firstToken..<tokens.count,
      isOpen: isOpen || !brackets.isEmpty, isBroken: isBroken)
  }

  private mutating func readToken() {
    let byte = bytes[position]
    switch byte {
    case .space, .tab, .formFeed, .carriageReturn:
      position += 1
    case .hash:
      position = commentEnd(from: position)
    case .backslash:
      readContinuation()
    case .doubleQuote, .singleQuote:
      readString(from: position)
    case _ where byte.isDigit || byte == .dot && peek(1).isDigit:
      readNumber()
    case _ where byte.isNameStart:
      readName()
    case 0x80...:
      readNonASCII()
    default:
      readSymbol()
    }
  }

  private mutating func readContinuation() {
    if position + 1 >= bytes.count || peek(1) == .newline {
      position = min(position + 2, bytes.count)
    } else {
      append(.invalid, length: 1)
    }
  }

  private mutating func readNumber() {
    var end = position + 1
    while end < bytes.count {
      let isSign = bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "-")
      let isExponent =
        bytes[end - 1] | 0x20 == UInt8(ascii: "e") && peek(1) | 0x20 != UInt8(ascii: "x")
      guard bytes[end].isNamePart || bytes[end] == .dot || (isSign && isExponent) else { break }
      end += 1
    }
    append(.number, length: end - position)
  }

  private mutating func readName() {
    var end = position
    while end < bytes.count {
      let length = nameLength(at: end)
      if length == 0 { break }
      end += length
    }
    let isPrefix = end - position <= 2 && bytes[position..<end].allSatisfy(\.isStringPrefix)
    if isPrefix, end < bytes.count, bytes[end] == .doubleQuote || bytes[end] == .singleQuote {
      readString(from: end)
    } else {
      append(.name, length: end - position)
    }
  }

  private mutating func readNonASCII() {
    if let length = invisibleLength(at: position) {
      position += length
    } else if nameLength(at: position) > 0 {
      readName()
    } else {
      append(.invalid, length: min(scalarLength(at: position), bytes.count - position))
    }
  }

  /// Reads a string whose opening quote is at `quote`; its prefix starts at `position`.
  private mutating func readString(from quote: Int) {
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
    end = min(end, bytes.count)
    if !isClosed {
      isOpen = isOpen || isTriple
      isBroken = isBroken || !isTriple
    }
    append(.string, length: end - position)
  }

  private mutating func readSymbol() {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      brackets.append(byte)
      append(.symbol, length: 1)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      let opening = brackets.popLast()
      isBroken = isBroken || opening?.closingBracket != byte
      append(.symbol, length: 1)
    default:
      let length = symbolLength()
      append(length == 0 ? .invalid : .symbol, length: max(length, 1))
    }
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
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "~"):
      return 1
    default:
      return 0
    }
  }

  private mutating func append(_ kind: PythonToken.Kind, length: Int) {
    tokens.append(PythonToken(kind: kind, start: position, end: position + length))
    position += length
  }
}

// MARK: - Bytes

extension PythonLexer {
  private func peek(_ distance: Int) -> UInt8 {
    position + distance < bytes.count ? bytes[position + distance] : 0
  }

  private func measureIndent(from start: Int) -> (columns: Int, first: Int) {
    var (columns, offset) = (0, start)
    while offset < bytes.count {
      switch bytes[offset] {
      case .space: columns += 1
      case .tab: columns = (columns / 8 + 1) * 8
      case .formFeed: columns = 0
      case .carriageReturn: break
      default:
        guard let length = invisibleLength(at: offset) else { return (columns, offset) }
        columns += length == 2 ? 1 : 0
        offset += length - 1
      }
      offset += 1
    }
    return (columns, offset)
  }

  private func commentEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != .newline { end += 1 }
    return end
  }

  private func lineEnd(from start: Int) -> Int {
    min(commentEnd(from: start) + 1, bytes.count)
  }

  /// Length of a character that looks like a space or like nothing: no-break space, zero-width space,
  /// byte order mark.
  private func invisibleLength(at offset: Int) -> Int? {
    Invisible.length(in: bytes, at: offset)
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
