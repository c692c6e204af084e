import PythonText

/// A body without a signature, brought to the indentation that the prompt's signature needs.
struct BodyContinuation {
  /// The body, indented; ends with a line break.
  private(set) var body: [UInt8] = []
  /// What follows the body at the margin: helpers, tests.
  private(set) var tail: [UInt8] = []
  private(set) var isReindented = false

  init(_ text: [UInt8], indent: Int) {
    var lexer = PythonLexer(text)
    while lexer.nextLine() != nil {}
    let lines = lexer.lines
    guard let first = lines.first else { return }
    var indents = lines.map(\.indent)
    var end = lines.count
    if first.indent > 0 || lexer.lostFirstIndent {
      end = indents.dropFirst().firstIndex(of: 0) ?? lines.count
      if first.indent == 0 { indents[0] = indents[1..<end].min() ?? 0 }
    }
    let shared = indents[..<end].min() ?? 0
    isReindented = shared != indent || indents[0] != first.indent || Self.usesTabs(lines, text)
    let bodyEnd = end < lines.count ? lines[end].start : text.count
    if isReindented {
      var written = 0
      for (line, columns) in zip(lines[..<end], indents) {
        let margin = Array(repeating: UInt8.space, count: columns - shared + indent)
        appendComments(Array(text[written..<line.start]), margin)
        body += margin + text[text.contentStart(line.start..<line.end)..<line.end]
        written = line.end
      }
    } else {
      body = Array(text[..<bodyEnd])
    }
    if body.last != .newline { body.append(.newline) }
    tail = Array(text[bodyEnd...])
  }

  /// Comments between lines move with the line that follows them.
  private mutating func appendComments(_ gap: [UInt8], _ margin: [UInt8]) {
    for line in gap.lineRanges {
      let start = gap.contentStart(line)
      let isBlank = start == line.upperBound || gap[start] == .newline
      body += isBlank ? [.newline] : margin + gap[start..<line.upperBound]
    }
  }

  private static func usesTabs(_ lines: [LogicalLine], _ text: [UInt8]) -> Bool {
    lines.contains { text[$0.start..<text.contentStart($0.start..<$0.end)].contains(.tab) }
  }
}

extension PythonSource {
  /// Whether the first line stands at the margin only because white space was trimmed from the
  /// answer: read as it is, the lines would not nest.
  var lostFirstIndent: Bool {
    guard lines.first?.indent == 0 else { return false }
    var levels = [0]
    var opensBlock = false
    for (index, line) in lines.enumerated() {
      if let level = levels.last, line.indent > level {
        if !opensBlock { return index == 1 }
        levels.append(line.indent)
      }
      while let level = levels.last, level > line.indent { levels.removeLast() }
      if levels.last != line.indent { return true }
      opensBlock = self.opensBlock(index)
    }
    return false
  }
}
