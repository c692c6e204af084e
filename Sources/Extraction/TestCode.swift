import PythonText

/// Finds what an answer shows besides the solution: assertions, calls, `print`, a main block, tests.
///
/// Constants, helpers and calls that prepare something (`sys.setrecursionlimit`) stay.
struct TestCode {
  private let module: PythonModule
  private let entryPoint: String
  private let needed: Set<String>
  private let drivers: Set<String>
  /// Names whose value comes from a statement that was left out.
  private var tainted: Set<String> = []

  /// Positions of the statements to leave out, in order.
  ///
  /// `roots` are names that must stay defined besides the entry point.
  static func positions(
    in module: PythonModule, entryPoint: String, roots: Set<String>
  ) -> [Int] {
    var finder = TestCode(module, entryPoint: entryPoint, roots: roots)
    var positions: [Int] = []
    for position in module.statements.indices where finder.isTest(module.statements[position]) {
      positions.append(position)
    }
    return positions + finder.unusedTestImports(leavingOut: positions)
  }

  private init(_ module: PythonModule, entryPoint: String, roots: Set<String>) {
    self.module = module
    self.entryPoint = entryPoint
    needed = module.closure(of: roots.union([entryPoint]))
    var drivers: Set<String> = []
    for statement in module.statements {
      guard case .function(let name) = statement.kind, name != entryPoint, !needed.contains(name)
      else { continue }
      if Self.isTestName(name) || module.freeNames(statement).contains(entryPoint) {
        drivers.insert(name)
      }
    }
    self.drivers = drivers
  }

  private mutating func isTest(_ statement: PythonStatement) -> Bool {
    switch statement.kind {
    case .importing, .simple, .bodyOnly: return false
    case .prose, .assertion: return true
    case .function(let name): return drivers.contains(name) && Self.isTestName(name)
    case .classDefinition: return module.isTestCase(statement)
    case .expression: return isTestExpression(statement)
    case .assignment, .compound: return isTestRun(statement)
    }
  }

  private func isTestExpression(_ statement: PythonStatement) -> Bool {
    let tokens = module.lines[statement.header].tokens
    if tokens.allSatisfy({ module.tokens[$0].kind == .string }) {
      return module.lines[statement.header].isOpen
    }
    guard tokens.contains(where: { module.isSymbol($0, "(") }) else { return true }
    return usesTests(module.freeNames(statement)) || Self.isTestName(callee(tokens))
      || ["print", "pprint", "input", "main", "testmod"].contains(callee(tokens))
  }

  /// The last name before the first call: `main` in `unittest.main()`.
  private func callee(_ tokens: Range<Int>) -> String {
    let bracket = tokens.first { module.isSymbol($0, "(") } ?? tokens.lowerBound
    return bracket > tokens.lowerBound ? module.text(bracket - 1) : ""
  }

  private mutating func isTestRun(_ statement: PythonStatement) -> Bool {
    let names = module.names(lines: statement.lines)
    if statement.kind == .compound, names.used.contains("__name__") { return true }
    if !names.bound.isDisjoint(with: needed) { return false }
    let runs =
      usesTests(names.free) || names.used.contains("input")
      || statement.kind == .compound && showsOnly(statement, names)
    if runs { tainted.formUnion(names.bound.subtracting(needed)) }
    return runs
  }

  private func showsOnly(_ statement: PythonStatement, _ names: PythonNames) -> Bool {
    let definesSomething = statement.lines.contains {
      ["import", "from", "def", "class"].contains(module.word($0, 0))
    }
    let asserts = statement.lines.contains { module.word($0, 0) == "assert" }
    return !definesSomething && (names.used.contains("print") || asserts)
  }

  private func usesTests(_ names: Set<String>) -> Bool {
    names.contains(entryPoint) || !names.isDisjoint(with: tainted)
      || !names.isDisjoint(with: drivers)
  }

  private func unusedTestImports(leavingOut positions: [Int]) -> [Int] {
    let frameworks: Set<String> = ["unittest", "pytest", "doctest", "TestCase"]
    let imports = module.statements.indices.filter { position in
      guard module.statements[position].kind == .importing else { return false }
      let bound = module.boundNames(module.statements[position])
      return !bound.isEmpty && bound.isSubset(of: frameworks)
    }
    guard !imports.isEmpty else { return [] }
    let out = Set(positions + imports)
    var used: Set<String> = []
    for position in module.statements.indices where !out.contains(position) {
      used.formUnion(module.freeNames(module.statements[position]))
    }
    return imports.filter {
      module.boundNames(module.statements[$0]).isDisjoint(with: used)
    }
  }

  private static func isTestName(_ name: String) -> Bool {
    ["check", "test", "tests", "candidate_test"].contains(name)
      || ["test_", "run_test", "check_solution"].contains { name.hasPrefix($0) }
  }
}

extension PythonModule {
  /// The names that `roots` need, through all the module's definitions.
  func closure(of roots: Set<String>) -> Set<String> {
    var definitions: [String: [PythonStatement]] = [:]
    for statement in statements {
      for name in boundNames(statement) { definitions[name, default: []].append(statement) }
    }
    var (found, pending) = (roots, Array(roots))
    while let name = pending.popLast() {
      for statement in definitions.removeValue(forKey: name) ?? [] {
        for free in freeNames(statement) where found.insert(free).inserted { pending.append(free) }
      }
    }
    return found
  }
}
