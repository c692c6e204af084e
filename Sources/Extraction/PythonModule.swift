import PythonText

/// A piece of source split into its top-level statements.
///
/// It need not be valid Python, nor Python at all: statements that cannot be are `prose`.
struct PythonModule: PythonSource, Sendable {
  let bytes: [UInt8]
  let tokens: [PythonToken]
  let lines: [LogicalLine]
  private(set) var statements: [PythonStatement] = []

  init(_ source: [UInt8]) {
    var lexer = PythonLexer(source)
    while lexer.nextLine() != nil {}
    bytes = source
    tokens = lexer.tokens
    lines = lexer.lines
    split()
  }

  private mutating func split() {
    var first = 0
    var end = 0
    while first < lines.count {
      var header = first
      while header + 1 < lines.count, isDecorator(header) { header += 1 }
      let indent = lines[first].indent
      var next = header + 1
      while next < lines.count, lines[next].indent > indent || continues(next, from: header) {
        next += 1
      }
      let bytes = end..<lines[next - 1].end
      statements.append(
        PythonStatement(
          kind: kind(header: header), lines: first..<next, header: header, bytes: bytes))
      (first, end) = (next, bytes.upperBound)
    }
  }

  /// Whether a line continues the compound statement that `header` opened.
  private func continues(_ line: Int, from header: Int) -> Bool {
    guard ["else", "elif", "except", "finally"].contains(word(line, 0)) else { return false }
    return ["if", "for", "while", "try", "async"].contains(word(header, 0))
      && opensBlock(header) && lines[line].indent == lines[header].indent
  }

  private func kind(header: Int) -> PythonStatement.Kind {
    guard isPlausible(header) else { return .prose }
    let first = word(header, 0)
    switch first {
    case "import", "from": return .importing
    case "def": return .function(word(header, 1))
    case "class": return .classDefinition(word(header, 1))
    case "async":
      return word(header, 1) == "def" ? .function(word(header, 2)) : .compound
    case "assert": return .assertion
    case "return", "yield": return .bodyOnly
    case "if", "for", "while", "try", "with": return .compound
    case "match" where opensBlock(header): return .compound
    case "del", "global", "nonlocal", "pass", "break", "continue", "raise": return .simple
    default: return assignmentEnd(header) == nil ? .expression : .assignment
    }
  }
}

// MARK: - Parts

extension PythonModule {
  /// How complete the definition is whose header is `header` and which ends before line `end`.
  func completeness(header: Int, end: Int) -> Completeness {
    guard let colon = headerColon(header) else { return .cut }
    if colon + 1 < lines[header].tokens.upperBound {
      return isPlaceholder(colon + 1..<lines[header].tokens.upperBound)
        ? .stub : lines[header].isOpen ? .cut : .complete
    }
    guard header + 1 < end else { return .cut }
    let last = end - 1
    if lines[last].isOpen || lines[last].isBroken || opensBlock(last) || endsMidway(last) {
      return .cut
    }
    let bodyIndent = lines[header + 1].indent
    let body = (header + 1..<end).filter { lines[$0].indent <= bodyIndent }
    if body.count == end - header - 1, body.allSatisfy({ isPlaceholder(lines[$0].tokens) }) {
      return .stub
    }
    let leavesOut = body.contains { lines[$0].tokens.count == 1 && isSymbol(firstToken($0), "...") }
    return leavesOut ? .elided : .complete
  }

  private func firstToken(_ line: Int) -> Int { lines[line].tokens.lowerBound }

  /// A docstring, `pass`, `...` or `raise NotImplementedError`.
  private func isPlaceholder(_ range: Range<Int>) -> Bool {
    guard let first = range.first else { return true }
    switch tokens[first].kind {
    case .string: return range.allSatisfy { tokens[$0].kind == .string }
    case .symbol: return range.count == 1 && isSymbol(first, "...")
    case .name:
      let word = text(first)
      if word == "pass" { return range.count == 1 }
      return word == "raise" && range.count > 1 && text(first + 1) == "NotImplementedError"
    default: return false
    }
  }

  /// Whether the line stops after an operator that needs something more.
  private func endsMidway(_ line: Int) -> Bool {
    let last = lines[line].tokens.upperBound - 1
    guard tokens[last].kind == .symbol else {
      return ["and", "or", "not", "in", "is", "if", "else", "lambda"].contains(text(last))
    }
    return depthChange(last) != -1 && ![",", ";", "...", ":"].contains(text(last))
  }
}
