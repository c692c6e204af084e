import PythonText

/// Where and how a module defines the function that the tests call.
struct EntryDefinition: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// `def`, or a name bound by an assignment, an import or inside `if` and `try`.
    case moduleLevel
    /// A method, to be reached through an instance or through the class itself.
    case method(className: String, throughInstance: Bool)
  }

  var kind: Kind
  var completeness: Completeness
  /// Position of the defining statement in the module.
  var statement: Int
  var isAsync = false
}

extension PythonModule {
  /// The definition of `name` that counts: the last of the most complete ones, at module level
  /// rather than in a class.
  func definition(of name: String) -> EntryDefinition? {
    let found = statements.indices.compactMap { moduleDefinition(of: name, at: $0) }
    if let best = found.map(\.completeness).max() {
      return found.last { $0.completeness == best }
    }
    let methods = statements.indices.compactMap { methodDefinition(of: name, at: $0) }
    let best = methods.map(\.completeness).max()
    return methods.last { $0.completeness == best }
  }

  private func moduleDefinition(of name: String, at index: Int) -> EntryDefinition? {
    let statement = statements[index]
    switch statement.kind {
    case .function(name):
      return EntryDefinition(
        kind: .moduleLevel,
        completeness: completeness(header: statement.header, end: statement.lines.upperBound),
        statement: index, isAsync: word(statement.header, 0) == "async")
    case .assignment, .importing, .compound:
      guard boundNames(statement).contains(name), defines(name, statement) else { return nil }
      let last = statement.lines.upperBound - 1
      return EntryDefinition(
        kind: .moduleLevel, completeness: lines[last].isOpen ? .cut : .complete, statement: index)
    default:
      return nil
    }
  }

  /// A compound statement must hold a definition or an assignment, not only a loop variable.
  private func defines(_ name: String, _ statement: PythonStatement) -> Bool {
    guard statement.kind == .compound else { return true }
    return statement.lines.contains { line in
      word(line, 0) == "def" && word(line, 1) == name
        || word(line, 0) == name && assignmentEnd(line) != nil
    }
  }

  private func methodDefinition(of name: String, at index: Int) -> EntryDefinition? {
    let statement = statements[index]
    guard case .classDefinition(let className) = statement.kind, !isTestCase(statement),
      statement.header + 1 < statement.lines.upperBound
    else { return nil }
    let indent = lines[statement.header + 1].indent
    let body = statement.header + 1..<statement.lines.upperBound
    let header = body.last { line in
      guard lines[line].indent == indent else { return false }
      return word(line, 0) == "def" && word(line, 1) == name
        || word(line, 0) == "async" && word(line, 2) == name
    }
    guard let header else { return nil }
    let end = (header + 1..<body.upperBound).first { lines[$0].indent <= indent }
    return EntryDefinition(
      kind: .method(className: className, throughInstance: needsInstance(header)),
      completeness: completeness(header: header, end: end ?? body.upperBound), statement: index,
      isAsync: word(header, 0) == "async")
  }

  /// Whether the method takes `self` or `cls`, or says with a decorator how it is bound.
  private func needsInstance(_ header: Int) -> Bool {
    if isDecorator(header - 1) { return true }
    let tokens = lines[header].tokens
    guard let bracket = tokens.first(where: { isSymbol($0, "(") }) else { return true }
    return ["self", "cls"].contains(bracket + 1 < tokens.upperBound ? text(bracket + 1) : "")
  }

  /// Whether the class is a `unittest.TestCase`.
  func isTestCase(_ statement: PythonStatement) -> Bool {
    lines[statement.header].tokens.contains { tokens[$0].kind == .name && text($0) == "TestCase" }
  }
}
