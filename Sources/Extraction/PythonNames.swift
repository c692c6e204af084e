import PythonText

/// The names a piece of Python uses and binds, found from its tokens.
struct PythonNames: Sendable, Hashable {
  var used: Set<String> = []
  var bound: Set<String> = []
  /// Declared `global`: bound, and not its own.
  var declaredGlobal: Set<String> = []

  /// Names that come from outside.
  var free: Set<String> { used.subtracting(bound.subtracting(declaredGlobal)) }
}

extension PythonModule {
  /// The names in a range of logical lines, at every level of nesting.
  func names(lines range: Range<Int>) -> PythonNames {
    var reader = NameReader(module: self)
    for line in range { reader.read(line) }
    return reader.names
  }

  /// The names that a top-level statement gives to the module.
  func boundNames(_ statement: PythonStatement) -> Set<String> {
    switch statement.kind {
    case .function(let name), .classDefinition(let name): return [name]
    case .compound:
      return names(lines: statement.lines).bound
    case .prose, .assertion, .expression, .simple, .bodyOnly: return []
    case .importing, .assignment: return names(lines: statement.lines).bound
    }
  }

  /// The names that a top-level statement takes from elsewhere.
  func freeNames(_ statement: PythonStatement) -> Set<String> {
    switch statement.kind {
    case .function, .classDefinition, .compound: names(lines: statement.lines).free
    case .prose: []
    default: names(lines: statement.lines).used
    }
  }
}

/// Reads logical lines one by one and sorts their names into used and bound.
private struct NameReader {
  let module: PythonModule
  var names = PythonNames()
  private var depth = 0

  init(module: PythonModule) {
    self.module = module
  }

  mutating func read(_ line: Int) {
    depth = 0
    let range = module.lines[line].tokens
    switch module.word(line, 0) {
    case "import", "from": readImport(line)
    case "global", "nonlocal":
      names.declaredGlobal.formUnion(range.dropFirst().filter(isName).map(module.text))
    default: readStatement(line)
    }
  }

  private mutating func readImport(_ line: Int) {
    var isTarget = module.word(line, 0) == "import"
    var pending: String?
    for token in module.lines[line].tokens.dropFirst() {
      let text = module.text(token)
      if text == "import", !isTarget {
        isTarget = true
      } else if isTarget, text == "," || text == "as" {
        if let pending, text == "," { names.bound.insert(pending) }
        pending = nil
      } else if isTarget, isName(token), pending == nil, !module.isSymbol(token - 1, ".") {
        pending = text
      }
    }
    if let pending { names.bound.insert(pending) }
  }

  private mutating func readStatement(_ line: Int) {
    let range = module.lines[line].tokens
    let targets = targets(line)
    let isDefinition = ["def", "async"].contains(module.word(line, 0))
    var (isTarget, isParameter) = (false, false)
    var lambdas: [Int] = []
    for token in range {
      depth += module.depthChange(token)
      if module.tokens[token].kind == .string { readFormatted(token) }
      if module.isSymbol(token, ":"), lambdas.last == depth { lambdas.removeLast() }
      guard isName(token) else { continue }
      let text = module.text(token)
      switch text {
      case "for": isTarget = true
      case "in": isTarget = false
      case "lambda": lambdas.append(depth)
      case _ where PythonWords.keywords.contains(text): break
      default:
        guard !module.isSymbol(token - 1, ".") || token == range.lowerBound else { continue }
        isParameter = isDefinition && depth == 1 || lambdas.last == depth
        let isAssigned = targets.contains(token) && depth == 0 && !isPlace(token)
        if isAssigned || isTarget && !isPlace(token) || isParameter && startsParameter(token)
          || followsBinder(token, range) || module.isSymbol(token + 1, ":=")
        {
          names.bound.insert(text)
        } else if depth == 0 || isDefinition || !module.isSymbol(token + 1, "=") {
          names.used.insert(text)
        }
      }
    }
  }

  /// What stands before the `=` of an assignment, without its annotation.
  private func targets(_ line: Int) -> Range<Int> {
    let first = module.lines[line].tokens.lowerBound
    guard let end = module.assignmentEnd(line) else { return first..<first }
    guard let colon = module.headerColon(line), colon < end else { return first..<end }
    let isHeader = PythonWords.keywords.contains(module.word(line, 0))
    return isHeader ? colon + 1..<end : first..<colon
  }

  /// Identifiers inside an f-string's braces count as used.
  private mutating func readFormatted(_ token: Int) {
    let (start, end) = (module.tokens[token].start, module.tokens[token].end)
    guard module.bytes[start..<min(start + 2, end)].contains(where: { $0 | 0x20 == 0x66 }) else {
      return
    }
    var (offset, braces) = (start, 0)
    while offset < end {
      let byte = module.bytes[offset]
      var next = offset + 1
      if byte == UInt8(ascii: "{") { braces += 1 }
      if byte == UInt8(ascii: "}") { braces -= 1 }
      if byte.isNameStart {
        while next < end, module.bytes[next].isNamePart { next += 1 }
        if braces > 0, module.bytes[offset - 1] != .dot {
          names.used.insert(String(decoding: module.bytes[offset..<next], as: UTF8.self))
        }
      }
      offset = next
    }
  }

  private func isName(_ token: Int) -> Bool { module.tokens[token].kind == .name }

  /// `x.y`, `x[0]` and `x()` name a place or a call, and bind nothing.
  private func isPlace(_ token: Int) -> Bool {
    [".", "[", "("].contains { module.isSymbol(token + 1, $0) }
  }

  private func startsParameter(_ token: Int) -> Bool {
    if module.tokens[token - 1].kind == .name { return module.text(token - 1) == "lambda" }
    return ["(", ",", "*", "**"].contains { module.isSymbol(token - 1, $0) }
  }

  private func followsBinder(_ token: Int, _ range: Range<Int>) -> Bool {
    guard token > range.lowerBound, isName(token - 1) else { return false }
    return ["def", "class", "as"].contains(module.text(token - 1))
  }
}
