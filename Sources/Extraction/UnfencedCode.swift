import PythonText

/// Finds the stretches of Python in text that has no fences.
struct UnfencedCode {
  /// A stretch of code and where it stands.
  struct Run: Sendable, Hashable {
    var range: Range<Int>
    /// Nothing but blank space follows it.
    var reachesEnd: Bool
  }

  private var lexer: PythonLexer
  private var runs: [Range<Int>] = []
  private var current: (range: Range<Int>, indent: Int, isStrong: Bool)?
  /// Where the comments begin that stand right above the next line.
  private var comments: Int?
  /// Bytes that may still be read a second time; a bound, so that the work stays linear.
  private var rereadable: Int

  /// The stretches in order; words around and between them are passed over.
  static func runs(in text: [UInt8]) -> [Run] {
    var finder = UnfencedCode(text)
    while finder.lexer.position < text.count { finder.advance() }
    finder.close()
    let lastByte = text.lastIndex { !$0.isBlank && $0 != .newline } ?? 0
    return finder.runs.map { Run(range: $0, reachesEnd: $0.upperBound > lastByte) }
  }

  private init(_ text: [UInt8]) {
    lexer = PythonLexer(text)
    rereadable = 4 * text.count
  }

  private mutating func advance() {
    if current == nil, !mayStartCode(at: lexer.position) {
      passOver()
      return
    }
    let start = comments
    comments = nil
    guard let line = lexer.nextLine() else { return }
    let index = lexer.lines.count - 1
    let isPlausible = lexer.isPlausible(index)
    if let run = current, isPlausible || line.indent > run.indent {
      current = (
        run.range.lowerBound..<line.end, min(run.indent, line.indent),
        run.isStrong || isPlausible && isStrong(index)
      )
    } else if isPlausible {
      close()
      current = ((start ?? line.start)..<line.end, line.indent, isStrong(index))
    } else {
      close()
      giveBack(line)
    }
  }

  private mutating func passOver() {
    let start = lexer.bytes.contentStart(lexer.position..<lexer.bytes.count)
    let isComment = start < lexer.bytes.count && lexer.bytes[start] == .hash
    comments = isComment ? comments ?? lexer.position : nil
    lexer.skipLine(at: lexer.position)
  }

  private mutating func close() {
    if let current, current.isStrong { runs.append(current.range) }
    current = nil
  }

  /// Words with an open bracket or quote must not take the code after them along.
  private mutating func giveBack(_ line: LogicalLine) {
    guard line.isOpen, rereadable > 0 else { return }
    rereadable -= line.end - line.start
    lexer.skipLine(at: line.start)
  }

  /// A cheap look at a physical line: worth reading as code at all.
  private func mayStartCode(at start: Int) -> Bool {
    let offset = lexer.bytes.contentStart(start..<lexer.bytes.count)
    guard offset < lexer.bytes.count else { return false }
    return lexer.bytes[offset] == UInt8(ascii: "@") || lexer.bytes[offset].isNameStart
      || lexer.bytes[offset] == UInt8(ascii: "(")
  }

  /// Calls alone may be words with brackets; a stretch needs one line that is code beyond doubt.
  private func isStrong(_ line: Int) -> Bool {
    let starters = [
      "def", "class", "import", "from", "async", "return", "for", "if", "while", "try", "with",
    ]
    return lexer.isDecorator(line) || starters.contains(lexer.word(line, 0))
      || lexer.assignmentEnd(line) != nil
  }
}
