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
  private var depth = 0
  private var isContinued = false
  /// The quotes that end the string one is in; none outside of strings.
  private var quotes: [UInt8] = []

  init(_ source: String) {
    let text = source.replacing("\r\n", with: "\n")
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      read(String(line))
    }
  }

  private mutating func read(_ text: String) {
    let bytes = Array(text.utf8)
    var code = [UInt8](repeating: .space, count: bytes.count)
    var start: Start = !quotes.isEmpty ? .string : depth > 0 || isContinued ? .continuation : .blank
    let depthBefore = depth
    isContinued = false
    var position = 0
    while position < bytes.count {
      if !quotes.isEmpty {
        position = skipString(bytes, from: position)
        continue
      }
      let byte = bytes[position]
      if byte == .hash { break }
      if byte == .doubleQuote || byte == .singleQuote {
        let triple = [byte, byte, byte]
        quotes = bytes[position...].starts(with: triple) ? triple : [byte]
        position += quotes.count - 1
      } else if "([{".utf8.contains(byte) {
        depth += 1
      } else if ")]}".utf8.contains(byte) {
        depth = max(0, depth - 1)
      }
      if byte == .backslash, position == bytes.count - 1 { isContinued = true }
      code[position] = byte
      if start == .blank, byte > .space { start = .statement }
      position += 1
    }
    if quotes.count == 1, !isContinued { quotes = [] }
    lines.append(Line(text: text, start: start, code: code, depth: depthBefore))
  }

  /// The position behind the string one is in, or behind the line when it goes on.
  private mutating func skipString(_ bytes: [UInt8], from start: Int) -> Int {
    var position = start
    while position < bytes.count {
      if bytes[position] == .backslash {
        isContinued = position == bytes.count - 1
        position += 2
      } else if bytes[position...].starts(with: quotes) {
        position += quotes.count
        quotes = []
        return position
      } else {
        position += 1
      }
    }
    return bytes.count
  }
}

extension UInt8 {
  fileprivate static let tab: UInt8 = 0x09
  fileprivate static let space: UInt8 = 0x20
  fileprivate static let doubleQuote: UInt8 = 0x22
  fileprivate static let hash: UInt8 = 0x23
  fileprivate static let singleQuote: UInt8 = 0x27
  fileprivate static let backslash: UInt8 = 0x5C
}

extension StringProtocol {
  /// Without white space at either end.
  func trimmingWhitespace() -> String {
    let start = drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
