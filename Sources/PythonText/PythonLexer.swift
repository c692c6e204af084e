/// Reads Python source into logical lines and their tokens, in one pass and without ever failing.
///
/// What the lines of text that is not Python mean is for the reader to judge.
package struct PythonLexer: Sendable {
  private var scanner: PythonScanner
  package private(set) var tokens: [PythonToken] = []
  package private(set) var lines: [LogicalLine] = []
  private var brackets: [UInt8] = []
  private var isBroken = false
  private var isOpen = false

  package init(_ bytes: [UInt8], at position: Int = 0) {
    scanner = PythonScanner(bytes, at: position)
  }

  package var bytes: [UInt8] { scanner.bytes }

  /// Where the next line starts.
  package var position: Int { scanner.position }

  /// The next logical line that holds a token; comments and blank lines are passed over.
  package mutating func nextLine() -> LogicalLine? {
    while position < bytes.count {
      let start = position
      let (indent, first) = measureIndent(from: start)
      guard first < bytes.count else { break }
      if bytes[first] == .newline || bytes[first] == .hash {
        skipLine(at: first)
        continue
      }
      let line = line(from: start, indent: indent, first: first)
      lines.append(line)
      return line
    }
    scanner.position = bytes.count
    return nil
  }

  /// Goes on after the physical line that `offset` is in.
  package mutating func skipLine(at offset: Int) {
    scanner.position = min(scanner.commentEnd(from: offset) + 1, bytes.count)
  }

  private mutating func line(from start: Int, indent: Int, first: Int) -> LogicalLine {
    let firstToken = tokens.count
    brackets.removeAll(keepingCapacity: true)
    (isBroken, isOpen) = (false, false)
    scanner.position = first
    while let piece = scanner.next() {
      if piece.kind == .lineBreak, brackets.isEmpty { break }
      take(piece)
    }
    return LogicalLine(
      start: start, end: position, indent: indent, tokens: firstToken..<tokens.count,
      isOpen: isOpen || !brackets.isEmpty, isBroken: isBroken)
  }

  private mutating func take(_ piece: PythonPiece) {
    switch piece.kind {
    case .blank, .comment, .continuation, .lineBreak:
      return
    case .name:
      append(.name, piece)
    case .number:
      append(.number, piece)
    case .invalid:
      append(.invalid, piece)
    case .symbol:
      follow(bytes[piece.start])
      append(.symbol, piece)
    case .string(let isTriple, let isClosed):
      isOpen = isOpen || isTriple && !isClosed
      isBroken = isBroken || !isTriple && !isClosed
      append(.string, piece)
    }
  }

  /// Notes a symbol that opens or closes brackets.
  private mutating func follow(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      brackets.append(byte)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      let opening = brackets.popLast()
      isBroken = isBroken || opening?.closingBracket != byte
    default:
      break
    }
  }

  private mutating func append(_ kind: PythonToken.Kind, _ piece: PythonPiece) {
    tokens.append(PythonToken(kind: kind, start: piece.start, end: piece.end))
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
        guard let length = Invisible.length(in: bytes, at: offset) else { return (columns, offset) }
        columns += length == 2 ? 1 : 0
        offset += length - 1
      }
      offset += 1
    }
    return (columns, offset)
  }
}
