import Testing

/// What one target promises another is written where it is declared.
///
/// The linter asks this of `public` declarations only. A property of an instance may speak for
/// itself by name and unit; so may an initializer that only takes values. A member that fills a
/// requirement is documented at the requirement.
struct DocumentationTests {
  static let declarations = PackageFiles.sources.flatMap {
    DeclarationReader(file: $0).declarations()
  }

  /// Names that a protocol of ours, of Swift or of the argument parser asks for.
  static let required = Set(declarations.filter(\.isRequirement).map(\.name)).union([
    "configuration", "validate", "encode", "hash", "==", "<", "makeAsyncIterator", "description",
    "makeIterator", "enqueue", "appendLiteral", "appendInterpolation", "+=",
  ])

  @Test func `every type, function and shared value that targets share is documented`() {
    let missing = Self.declarations.filter { declaration in
      guard declaration.documentation.isEmpty else { return false }
      if declaration.isRequirement { return declaration.kind != .property }
      switch declaration.kind {
      case .type: return true
      case .function, .constant: return !Self.required.contains(declaration.name)
      case .initializer, .property: return false
      }
    }
    #expect(missing.map { "\($0.place) \($0.name)" } == [])
  }

  @Test func `whatever throws says what and when`() {
    let silent = Self.declarations.filter { declaration in
      [.function, .initializer].contains(declaration.kind) && declaration.canThrow
        && !declaration.documentation.contains { $0.hasPrefix("/// - Throws:") }
        && (declaration.isRequirement || !Self.required.contains(declaration.name))
    }
    #expect(silent.map { "\($0.place) \($0.name)" } == [])
  }

  @Test(
    arguments: [
      ("package func f() throws {", true), ("package func f() async throws(E) -> Int {", true),
      ("package func f(_ body: () throws -> Int) -> Int {", false),
      ("package func f(\n  _ a: Int\n) async throws -> Int {", true),
      ("package func f(\n  _ a: Int\n) async\n  throws -> Int\n{", true),
      ("package protocol P {\n  func f() async\n  func g() throws\n}", true),
      ("package init?(_ text: String) {", false),
    ])
  func `a signature throws when it says so outside its parentheses`(text: String, throwing: Bool) {
    let found = DeclarationReader(file: SourceFile(text)).declarations()
    #expect(found.contains(where: \.canThrow) == throwing)
    #expect(!found.isEmpty)
  }

  @Test func `requirements of a protocol are found, and nothing after it`() {
    let text = """
      /// Doc.
      package protocol P {
        /// Doc.
        static var name: String { get }
        func act() throws
      }
      extension P {
        func other() {}
      }
      """
    let found = DeclarationReader(file: SourceFile(text)).declarations()
    #expect(found.map(\.name) == ["P", "name", "act"])
    #expect(found.map { $0.documentation.count } == [1, 1, 0])
  }
}
