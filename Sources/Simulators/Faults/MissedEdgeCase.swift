import Experiments

/// An early return for a special case, such as empty input, is forgotten.
enum MissedEdgeCase: CodeFault {
  static let name = "missed edge case"
  static let weight = 5

  static func variants(of body: SolutionBody) -> [String] {
    let lines = body.lines
    return lines.indices.compactMap { index in
      guard let end = guardEnd(lines, at: index) else { return nil }
      return (lines[..<index] + lines[end...]).joined(separator: "\n")
    }
  }

  /// Where an `if` with only an exit in it ends; nil when the line does not begin one.
  private static func guardEnd(_ lines: [Substring], at index: Int) -> Int? {
    let line = lines[index]
    let statement = line.trimmingSpaces()
    guard statement.hasPrefix("if ") else { return nil }
    let next = index + 1
    if !statement.hasSuffix(":") {
      return statement.contains(": return") ? checked(lines, next, line) : nil
    }
    guard next < lines.count, isExit(lines[next]) else { return nil }
    return checked(lines, next + 1, line)
  }

  /// The end, unless the statement goes on there.
  private static func checked(_ lines: [Substring], _ end: Int, _ head: Substring) -> Int? {
    guard end < lines.count else { return end }
    let next = lines[end].trimmingSpaces()
    let goesOn = next.hasPrefix("else") || next.hasPrefix("elif") || depth(lines[end]) > depth(head)
    return goesOn && !next.isEmpty ? nil : end
  }

  private static func isExit(_ line: Substring) -> Bool {
    let words = line.split(whereSeparator: \.isWhitespace)
    return ["return", "continue", "raise"].contains(words.first ?? "")
  }

  private static func depth(_ line: Substring) -> Int { line.prefix { $0.isWhitespace }.count }
}
