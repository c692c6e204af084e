import Experiments

/// Two texts merged into one sequence of kept, removed and added lines.
struct EditScript {
  private struct Step {
    var line: LineDiff.Line
    /// Lines of either text before this step.
    var old: Int
    var new: Int
  }

  private let oldLines: [TextLine]
  private let newLines: [TextLine]
  private var steps: [Step] = []

  init(_ oldLines: [TextLine], _ newLines: [TextLine], matches: [(old: Int, new: Int)]) {
    self.oldLines = oldLines
    self.newLines = newLines
    var (old, new) = (0, 0)
    for match in matches + [(oldLines.count, newLines.count)] {
      while old < match.old {
        append(.removed, oldLines[old], old, new)
        old += 1
      }
      while new < match.new {
        append(.added, newLines[new], old, new)
        new += 1
      }
      guard old < oldLines.count, new < newLines.count else { break }
      append(.kept, oldLines[old], old, new)
      (old, new) = (old + 1, new + 1)
    }
  }

  private mutating func append(_ change: LineDiff.Change, _ line: TextLine, _ old: Int, _ new: Int)
  {
    steps.append(
      Step(
        line: .init(change: change, text: line.text, endsInNewline: line.endsInNewline),
        old: old, new: new))
  }

  /// Gathers changes that are at most twice the context apart.
  func hunks(context: Int) -> [LineDiff.Hunk] {
    var ranges: [Range<Int>] = []
    for index in steps.indices where steps[index].line.change != .kept {
      let range = max(0, index - context)..<min(steps.count, index + context + 1)
      if let last = ranges.last, range.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges.map(hunk)
  }

  private func hunk(_ range: Range<Int>) -> LineDiff.Hunk {
    let part = steps[range]
    return LineDiff.Hunk(
      oldStart: part.first?.old ?? 0, newStart: part.first?.new ?? 0,
      place: part.first { $0.line.change != .kept }.flatMap(place), lines: part.map(\.line))
  }

  private func place(of step: Step) -> String? {
    step.line.change == .removed
      ? PythonPlace.name(at: step.old, of: oldLines) : PythonPlace.name(at: step.new, of: newLines)
  }
}

/// Where in a Python file a line stands.
enum PythonPlace {
  /// The functions and classes around a line, outermost first and joined by dots.
  ///
  /// Judged by indentation alone, so that code which is not quite Python has a place too.
  static func name(at index: Int, of lines: [TextLine]) -> String? {
    var names: [String] = []
    var limit = Int.max
    for line in lines[...index].reversed() {
      let indentation = line.text.prefix { $0 == " " || $0 == "\t" }.count
      let code = line.text.dropFirst(indentation)
      guard indentation < limit, !code.isEmpty, code != "\r" else { continue }
      if let name = definedName(in: code) { names.append(name) }
      // A closing bracket of a definition over several lines stands as far left as its `def`.
      if !code.hasPrefix(")") { limit = indentation }
      if limit == 0 { break }
    }
    return names.isEmpty ? nil : names.reversed().joined(separator: ".")
  }

  private static func definedName(in code: Substring) -> String? {
    for keyword in ["def ", "class ", "async def "] where code.hasPrefix(keyword) {
      let name = code.dropFirst(keyword.count).drop { $0 == " " }
        .prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      return name.isEmpty ? nil : String(name)
    }
    return nil
  }
}
