import PythonText

/// Puts the pieces of a candidate in order: `__future__` imports, the prompt's own parts, helpers,
/// the code, what is added behind it.
struct CodeAssembly {
  var future: [UInt8] = []
  var preamble: [UInt8] = []
  var helpers: [UInt8] = []
  var code: [UInt8] = []
  var ending: [UInt8] = []

  /// The whole source; ends with a line break.
  var source: String {
    var result = future
    for piece in [preamble, helpers, code, ending] where !piece.isEmpty {
      if !result.isEmpty {
        if result.last != .newline { result.append(.newline) }
        result += piece.first == .newline ? [.newline] : [.newline, .newline]
      }
      result += piece
    }
    while result.last == .newline { result.removeLast() }
    return (result + [.newline]).text
  }
}

extension PythonModule {
  /// A statement's source with the comments above it, no blank lines before, set at the margin.
  func source(of statement: PythonStatement) -> [UInt8] {
    var start = statement.bytes.lowerBound
    while start < statement.bytes.upperBound, bytes[start] == .newline { start += 1 }
    return sourceText(start..<statement.bytes.upperBound, statement)
  }

  /// The source of the statements at these positions with the blank lines and comments between.
  func source(of positions: [Int]) -> [UInt8] {
    var result: [UInt8] = []
    for position in positions {
      result +=
        result.isEmpty
        ? source(of: statements[position])
        : sourceText(statements[position].bytes, statements[position])
    }
    return result
  }

  private func sourceText(_ range: Range<Int>, _ statement: PythonStatement) -> [UInt8] {
    let text = Array(bytes[range])
    let indent = lines[statement.lines.lowerBound].indent
    let source = indent == 0 ? text : Indentation.removed(indent, from: text)
    return source.last == .newline ? source : source + [.newline]
  }

  /// Whether the statement is `from __future__ import …`, which must come first in a file.
  func isFutureImport(_ statement: PythonStatement) -> Bool {
    word(statement.header, 0) == "from" && word(statement.header, 1) == "__future__"
  }
}

/// Works on the white space that lines begin with.
enum Indentation {
  /// The text with up to `columns` of indentation taken from every line.
  static func removed(_ columns: Int, from text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for line in text.lineRanges {
      var (offset, width) = (line.lowerBound, 0)
      while offset < line.upperBound, width < columns, text[offset].isBlank {
        width = text[offset] == .tab ? (width / 8 + 1) * 8 : width + 1
        offset += 1
      }
      result += text[offset..<line.upperBound]
    }
    return result
  }

  /// The text without the indentation that all its logical lines share.
  static func shared(in text: [UInt8]) -> Int {
    var lexer = PythonLexer(text)
    while lexer.nextLine() != nil {}
    return lexer.lines.map(\.indent).min() ?? 0
  }
}
