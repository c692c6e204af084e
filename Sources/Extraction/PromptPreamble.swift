import Experiments
import PythonText

/// What a problem's prompt gives besides the entry point: imports, helpers, constants.
///
/// Every way to a candidate restores the same parts by the same rule, so that all modes are judged
/// alike: whatever the code does not bind itself is put before it.
struct PromptPreamble: Sendable {
  private struct Part {
    var text: [UInt8]
    var kind: PythonStatement.Kind
    var names: Set<String>
  }

  private let parts: [Part]
  /// Columns by which the prompt indents the entry point's body.
  let bodyIndent: Int

  init(_ problem: Problem) {
    let module = PythonModule(Array(problem.prompt.utf8))
    let entry =
      module.statements.lastIndex { $0.kind == .function(problem.entryPoint) }
      ?? module.statements.count
    parts = module.statements[..<entry].compactMap { statement in
      let names = module.boundNames(statement)
      guard !names.isEmpty else { return nil }
      return Part(text: module.source(of: statement), kind: statement.kind, names: names)
    }
    let lastIndent = module.lines.last?.indent ?? 0
    bodyIndent = lastIndent > 0 ? lastIndent : 4
  }

  /// Every name the prompt gives.
  var names: Set<String> { parts.reduce(into: []) { $0.formUnion($1.names) } }

  /// The source to put before code that binds `bound` itself, and what to say about it.
  ///
  /// When a helper is restored all imports are, because the helper may need them as it is defined.
  func restored(besides bound: Set<String>) -> (source: [UInt8], notes: [String]) {
    let missing = parts.map { $0.names.subtracting(bound) }
    let needsImports = zip(parts, missing).contains { $0.kind != .importing && !$1.isEmpty }
    var source: [UInt8] = []
    var endsWithImport = false
    var (imports, helpers, constants): ([String], [String], [String]) = ([], [], [])
    for (part, names) in zip(parts, missing) {
      let isImport = part.kind == .importing
      guard !names.isEmpty || isImport && needsImports else { continue }
      if !source.isEmpty, !isImport || !endsWithImport { source += [.newline, .newline] }
      source += part.text
      endsWithImport = isImport
      switch part.kind {
      case .importing: imports += names.sorted()
      case .function, .classDefinition: helpers += names.sorted()
      default: constants += names.sorted()
      }
    }
    let notes = [
      Self.note("imports restored", imports), Self.note("helper restored", helpers),
      Self.note("constant restored", constants),
    ]
    return (source, notes.compactMap(\.self))
  }

  private static func note(_ what: String, _ names: [String]) -> String? {
    names.isEmpty ? nil : "\(what): \(names.joined(separator: ", "))"
  }
}
