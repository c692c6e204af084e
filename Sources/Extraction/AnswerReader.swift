import Experiments
import PythonText

/// Chooses the code of an answer: which region, and what to make of it.
///
/// In this order: the last complete definition of the entry point, in fenced blocks, then in text
/// without fences, then in blocks that name another language; a body without a signature; an
/// unfinished definition; code that defines something else, so that `no-entry` stays visible.
struct AnswerReader {
  let problem: Problem
  let preamble: PromptPreamble
  private let regions: [CodeRegion]

  init(_ text: [UInt8], problem: Problem, preamble: PromptPreamble, truncated: Bool) {
    self.problem = problem
    self.preamble = preamble
    let blocks = FenceScanner.blocks(in: text)
    var regions: [CodeRegion] = []
    for (index, block) in blocks.enumerated() {
      regions.append(
        CodeRegion(
          block.content,
          place: .fence(isPython: block.isPython, mayBePython: block.mayBePython),
          origin: "block \(index + 1) of \(blocks.count)", entryPoint: problem.entryPoint,
          isCut: truncated && !block.isClosed))
      if !block.isClosed { regions[regions.count - 1].notes.append("fence not closed") }
    }
    regions += Self.unfenced(
      text, around: blocks, entryPoint: problem.entryPoint, truncated: truncated)
    for index in regions.indices { regions[index].position = index }
    self.regions = regions
  }

  /// The complete code of the answer: a definition that is whole, or a body.
  var complete: Candidate? {
    let defined = regions.filter { $0.completeness == .complete }
    let isFenced = { (region: CodeRegion) in
      if case .fence = region.place { return true }
      return false
    }
    let definition =
      defined.last { isFenced($0) && !$0.isForeign } ?? defined.last { !isFenced($0) }
      ?? defined.last
    if let definition { return candidate(definition) }
    let bodies = regions.filter { $0.isBody && !$0.isForeign && !$0.isCut }
    return (bodies.last(where: isFenced) ?? bodies.last).map(continuation)
  }

  /// The best there is when nothing is complete.
  var unfinished: Candidate? {
    let best = regions.compactMap(\.completeness).max()
    if let best, let region = regions.last(where: { $0.completeness == best }) {
      var candidate = candidate(region)
      switch best {
      case .stub: candidate.notes.append("the body is only a placeholder")
      case .cut: candidate.notes.append("the definition breaks off")
      case .elided, .complete: candidate.notes.append("parts are left out with ...")
      }
      return candidate
    }
    let other =
      regions.last { $0.definesSomething && !$0.isForeign }
      ?? regions.last { $0.isDeclaredPython && $0.holdsCode }
    return other.map { region in
      Candidate(
        code: assembled(region, leavingOut: []).source, form: .definition, origin: region.origin,
        notes: region.notes + ["\(problem.entryPoint) is not defined"])
    }
  }

  private static func unfenced(
    _ text: [UInt8], around blocks: [FencedBlock], entryPoint: String, truncated: Bool
  ) -> [CodeRegion] {
    var regions: [CodeRegion] = []
    var start = 0
    var gaps: [Range<Int>] = []
    for range in blocks.map(\.range) where range.lowerBound >= start {
      gaps.append(start..<range.lowerBound)
      start = range.upperBound
    }
    gaps.append(start..<text.count)
    for gap in gaps where !gap.isEmpty {
      let piece = Array(text[gap])
      let isLast = gap.upperBound == text.count
      let runs = UnfencedCode.runs(in: piece)
      let isWhole = blocks.isEmpty && runs.count == 1 && runs[0].coversAll(of: piece)
      for run in runs {
        regions.append(
          CodeRegion(
            Array(piece[run.range]), place: .text,
            origin: isWhole ? "whole answer" : "text without fences", entryPoint: entryPoint,
            isCut: truncated && isLast && run.reachesEnd))
      }
      if Transcript.appears(in: piece) {
        regions.append(
          CodeRegion(
            piece, place: .text, origin: "transcript without fences", entryPoint: entryPoint,
            isCut: truncated && isLast))
      }
    }
    return regions
  }
}

// MARK: - Making candidates

extension AnswerReader {
  private func candidate(_ region: CodeRegion) -> Candidate {
    guard let definition = region.definition else { return continuation(region) }
    let module = region.module
    var roots = preamble.names
    var assembly = CodeAssembly()
    var notes = region.notes
    if case .method(let name, let throughInstance) = definition.kind {
      roots.insert(name)
      notes.append("class \(name): \(problem.entryPoint) made a function")
      assembly.ending = Self.delegate(
        problem.entryPoint, to: throughInstance ? "\(name)()" : name, definition.isAsync)
    }
    let stubs = module.statements.indices.filter { position in
      guard case .function(problem.entryPoint) = module.statements[position].kind else {
        return false
      }
      let end = module.statements[position].lines.upperBound
      return position != definition.statement
        && module.completeness(header: module.statements[position].header, end: end) < .elided
    }
    let tests = TestCode.positions(
      in: module, entryPoint: problem.entryPoint, roots: roots)
    let prose = tests.filter { module.statements[$0].kind == .prose }
    if !stubs.isEmpty { notes.append("unfinished definition left out") }
    if !prose.isEmpty { notes.append("words left out") }
    if tests.count > prose.count {
      notes.append("test code left out: \(Self.count(tests.count - prose.count, "statement"))")
    }
    if definition.isAsync { notes.append("async: a call gives a coroutine") }
    if module.hasSmartQuotes { notes.append("smart quotes in the code") }
    let ending = assembly.ending
    let joined = assembled(region, leavingOut: Set(stubs + tests), notes: &notes)
    assembly = joined
    assembly.ending = ending
    return Candidate(code: assembly.source, form: .definition, origin: region.origin, notes: notes)
  }

  private func continuation(_ region: CodeRegion) -> Candidate {
    let continuation = BodyContinuation(region.source, indent: preamble.bodyIndent)
    var notes = region.notes + ["a body: the prompt's signature restored"]
    if continuation.isReindented { notes.append("indentation made regular") }
    let tail = PythonModule(continuation.tail)
    let tests = Set(
      TestCode.positions(in: tail, entryPoint: problem.entryPoint, roots: preamble.names))
    if !tests.isEmpty {
      notes.append("test code left out: \(Self.count(tests.count, "statement"))")
    }
    var code = Array(problem.prompt.utf8)
    if code.last != .newline { code.append(.newline) }
    code += continuation.body
    var assembly = CodeAssembly(code: code)
    assembly.ending = tail.source(of: tail.statements.indices.filter { !tests.contains($0) })
    let bound = boundNames(tail, tail.statements.indices).union(preamble.names)
    let used = PythonModule(continuation.body)
    let free = used.names(lines: used.lines.indices).free
    assembly.ending = helpers(for: free, besides: bound, of: region, &notes) + assembly.ending
    return Candidate(
      code: assembly.source, form: .continuation, origin: region.origin, notes: notes)
  }

  private func assembled(_ region: CodeRegion, leavingOut: Set<Int>) -> CodeAssembly {
    var notes: [String] = []
    return assembled(region, leavingOut: leavingOut, notes: &notes)
  }

  private func assembled(
    _ region: CodeRegion, leavingOut: Set<Int>, notes: inout [String]
  ) -> CodeAssembly {
    let module = region.module
    let kept = module.statements.indices.filter { !leavingOut.contains($0) }
    let future = kept.filter { module.isFutureImport(module.statements[$0]) }
    let bound = boundNames(module, kept[...])
    let (restored, restoredNotes) = preamble.restored(besides: bound)
    var assembly = CodeAssembly(future: module.source(of: future), preamble: restored)
    assembly.code = module.source(of: kept.filter { !future.contains($0) })
    notes += restoredNotes
    let free = kept.reduce(into: Set<String>()) {
      $0.formUnion(module.freeNames(module.statements[$1]))
    }
    assembly.helpers = helpers(
      for: free, besides: bound.union(preamble.names), of: region, &notes)
    return assembly
  }

  private func boundNames(_ module: PythonModule, _ positions: some Sequence<Int>) -> Set<String> {
    positions.reduce(into: []) { $0.formUnion(module.boundNames(module.statements[$1])) }
  }

  private func helpers(
    for free: Set<String>, besides bound: Set<String>, of region: CodeRegion,
    _ notes: inout [String]
  ) -> [UInt8] {
    let others = regions.filter { $0.position != region.position && !$0.isForeign }
    let found = SharedHelpers(others, entryPoint: problem.entryPoint)
      .source(for: free.subtracting(bound), besides: bound)
    if !found.names.isEmpty {
      notes.append("taken from another block: \(found.names.joined(separator: ", "))")
    }
    return found.source
  }

  private static func delegate(_ name: String, to receiver: String, _ isAsync: Bool) -> [UInt8] {
    let text = """
      def \(name)(*args, **kwargs):
          return \(receiver).\(name)(*args, **kwargs)

      """
    return Array(text.utf8)
  }

  private static func count(_ number: Int, _ what: String) -> String {
    "\(number) \(what)\(number == 1 ? "" : "s")"
  }
}

extension UnfencedCode.Run {
  fileprivate func coversAll(of text: [UInt8]) -> Bool {
    reachesEnd && text[..<range.lowerBound].allSatisfy { $0.isBlank || $0 == .newline }
  }
}
