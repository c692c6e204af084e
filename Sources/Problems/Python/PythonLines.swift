import PythonText

/// Python source line by line, with strings and comments told apart from code.
///
/// As much of the language as moving code about needs; anything at all is read without an error.
struct PythonLines: Sendable {
  /// What the start of a line stands in.
  enum Start: Sendable, Hashable {
    /// A statement begins here.
    case statement
    /// Open brackets or a backslash go on from the line before.
    case continuation
    /// A string goes on from the line before: its white space counts.
    case string
    /// Nothing but white space or a comment.
    case blank
  }

  struct Line: Sendable {
    var text: String
    var start: Start
    /// The text's bytes, with spaces for what is inside strings and comments.
    var code: [UInt8]
    /// Open brackets at the start.
    var depth: Int

    /// Columns of white space before the first other character; a tab goes to the next eighth.
    var indent: Int {
      var column = 0
      for byte in code {
        switch byte {
        case .space: column += 1
        case .tab: column += 8 - column % 8
        default: return column
        }
      }
      return column
    }

    /// The text without white space around it.
    var trimmed: String { text.trimmingWhitespace() }
  }

  private(set) var lines: [Line] = []
  private let bytes: [UInt8]
  /// The bytes with spaces for what is inside strings and comments.
  private var code: [UInt8]
  private var lineStart = 0
  private var start = Start.blank
  private var depth = 0
  private var depthBefore = 0

  init(_ source: String) {
    bytes = Array(source.replacing("\r\n", with: "\n").utf8)
    code = [UInt8](repeating: .space, count: bytes.count)
    for piece in PythonScanner.pieces(of: bytes) { read(piece) }
    endLine(at: bytes.count, next: .blank)
  }

  private mutating func read(_ piece: PythonPiece) {
    switch piece.kind {
    case .comment:
      break
    case .string(let isTriple, _):
      readString(piece, isTriple: isTriple)
    case .lineBreak:
      endLine(at: piece.start, next: depth > 0 ? .continuation : .blank)
    case .continuation:
      keep(piece.start)
      if piece.end > piece.start + 1 { endLine(at: piece.start + 1, next: .continuation) }
    case .symbol:
      if "([{".utf8.contains(bytes[piece.start]) { depth += 1 }
      if ")]}".utf8.contains(bytes[piece.start]) { depth = max(0, depth - 1) }
      for offset in piece.start..<piece.end { keep(offset) }
    case .name, .number, .blank, .invalid:
      for offset in piece.start..<piece.end { keep(offset) }
    }
  }

  /// Keeps the prefix and one opening quote, so that there is something where the string begins.
  private mutating func readString(_ piece: PythonPiece, isTriple: Bool) {
    let quotes: Set<UInt8> = [.doubleQuote, .singleQuote]
    let prefix = bytes[piece.start...].firstIndex(where: quotes.contains) ?? piece.start
    let opening = prefix + (isTriple ? 2 : 0)
    for offset in piece.start..<prefix { keep(offset) }
    keep(opening)
    for offset in opening..<piece.end where bytes[offset] == .newline {
      endLine(at: offset, next: .string)
    }
  }

  private mutating func keep(_ offset: Int) {
    code[offset] = bytes[offset]
    if start == .blank, bytes[offset] > .space { start = .statement }
  }

  private mutating func endLine(at end: Int, next: Start) {
    lines.append(
      Line(
        text: String(decoding: bytes[lineStart..<end], as: UTF8.self), start: start,
        code: Array(code[lineStart..<end]), depth: depthBefore))
    (lineStart, start, depthBefore) = (end + 1, next, depth)
  }
}

extension StringProtocol {
  /// Without white space at either end.
  func trimmingWhitespace() -> String {
    let start = drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
