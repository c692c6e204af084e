import PythonText

/// A part of an answer that may hold code, and how it defines the entry point.
struct CodeRegion: Sendable {
  enum Place: Sendable {
    case fence(isPython: Bool, mayBePython: Bool)
    case text
  }

  var place: Place
  /// Its place among the answer's regions.
  var position = 0
  /// Where it stands, in words: `block 2 of 3`.
  var origin: String
  /// The code as written, typed transcripts and odd spaces aside.
  var source: [UInt8]
  var module: PythonModule
  var definition: EntryDefinition?
  var notes: [String] = []
  /// How much of the definition can be relied on; nil when there is none.
  var completeness: Completeness?
  /// Whether the text was cut off inside this region.
  let isCut: Bool

  /// Reads a region.
  ///
  /// `isCut` says that the answer's text ended inside it because the output limit was met.
  init(_ text: [UInt8], place: Place, origin: String, entryPoint: String, isCut: Bool) {
    self.place = place
    self.origin = origin
    self.isCut = isCut
    source = text
    if let repaired = Invisible.repaired(text) {
      source = repaired
      notes.append("no-break and zero-width spaces repaired")
    }
    module = Self.module(source)
    definition = module.definition(of: entryPoint)
    if definition?.completeness != .complete, Transcript.appears(in: source) {
      let typed = Self.module(Transcript.typed(source))
      if let found = typed.definition(of: entryPoint) {
        (source, module, definition) = (typed.bytes, typed, found)
        notes.append("prompt marks removed")
      }
    }
    completeness = definition?.completeness
    if isCut, let definition, definition.statement == module.statements.count - 1 {
      completeness = min(definition.completeness, .cut)
    }
  }

  private static func module(_ source: [UInt8]) -> PythonModule {
    let module = PythonModule(source)
    let shared = module.lines.map(\.indent).min() ?? 0
    return shared == 0 ? module : PythonModule(Indentation.removed(shared, from: source))
  }

  /// Whether it is a function's body without the signature.
  var isBody: Bool {
    guard definition == nil, let first = module.lines.first, module.isPlausible(0) else {
      return false
    }
    if module.returnsOutsideFunctions { return true }
    guard case .fence = place else { return false }
    let start = source.contentStart(0..<source.count)
    let isIndented = start < source.count && source[start] != .newline && start > 0
    return isIndented && first.indent == 0 && !definesSomething
  }

  /// Whether it defines a function or a class of whatever name.
  var definesSomething: Bool {
    module.statements.contains {
      switch $0.kind {
      case .function, .classDefinition: true
      default: false
      }
    }
  }

  /// Whether anything in it is Python.
  var holdsCode: Bool { module.statements.contains { $0.kind != .prose } }

  /// Whether it is a block that names another language.
  var isForeign: Bool {
    if case .fence(_, mayBePython: false) = place { return true }
    return false
  }

  /// Whether it is a block that says it is Python.
  var isDeclaredPython: Bool {
    if case .fence(isPython: true, _) = place { return true }
    return false
  }
}

extension PythonModule {
  /// Whether a `return` or `yield` stands where no `def` of the same text encloses it.
  var returnsOutsideFunctions: Bool {
    var functions: [Int] = []
    for line in lines.indices.dropFirst(lostFirstIndent ? 1 : 0) {
      while let indent = functions.last, indent >= lines[line].indent { functions.removeLast() }
      switch word(line, 0) {
      case "def": functions.append(lines[line].indent)
      case "async" where word(line, 1) == "def": functions.append(lines[line].indent)
      case "return", "yield":
        if functions.isEmpty, isPlausible(line) { return true }
      default: break
      }
    }
    return false
  }
}
