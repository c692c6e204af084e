import Experiments

/// What changed between two texts, line by line, as hunks of a unified diff.
package struct LineDiff: Sendable, Hashable {
  /// What happened to a line.
  package enum Change: Sendable, Hashable {
    case kept
    case removed
    case added
  }

  /// One line of a hunk.
  package struct Line: Sendable, Hashable {
    package var change: Change
    /// Without its newline.
    package var text: String
    /// False only for a last line that has no newline.
    package var endsInNewline: Bool
  }

  /// Changes that stand close together, with the unchanged lines around them.
  package struct Hunk: Sendable, Hashable {
    /// How many lines of the old and the new text come before it.
    package var oldStart: Int
    package var newStart: Int
    /// The function or class around the first change, such as `Solver.step`; nil outside of any.
    package var place: String?
    package var lines: [Line]
  }

  /// The size of a change.
  package struct Summary: Sendable, Hashable {
    package var hunks: Int
    /// Lines.
    package var added: Int
    package var removed: Int

    package init(hunks: Int, added: Int, removed: Int) {
      self.hunks = hunks
      self.added = added
      self.removed = removed
    }
  }

  /// Ascending; empty when the texts are the same.
  package private(set) var hunks: [Hunk]
  /// Whether the texts differ too much to be compared line by line.
  package private(set) var isWholeReplacement: Bool

  private static let mostLines = 20_000
  private static let mostEdits = 2_000

  /// Compares two texts, byte for byte, and keeps `context` unchanged lines around each change.
  ///
  /// Texts of more than 20,000 lines, and such that differ in more than 2,000 places, are not
  /// compared line by line: one hunk replaces everything between their common start and end.
  package init(old: String, new: String, context: Int = 3) {
    let (oldLines, newLines) = (TextLine.split(old), TextLine.split(new))
    let (oldIDs, newIDs) = Self.intern(oldLines, newLines)
    let isSmall = max(oldLines.count, newLines.count) <= Self.mostLines
    let matches = Myers.matches(oldIDs, newIDs, limit: isSmall ? Self.mostEdits : 0)
    isWholeReplacement = matches == nil
    let script = EditScript(
      oldLines, newLines, matches: matches ?? Self.commonEnds(oldIDs, newIDs))
    hunks = script.hunks(context: context)
  }

  package var summary: Summary {
    let lines = hunks.flatMap(\.lines)
    return Summary(
      hunks: hunks.count, added: lines.count { $0.change == .added },
      removed: lines.count { $0.change == .removed })
  }

  /// Small numbers instead of lines: comparing them is what takes the time.
  private static func intern(_ old: [TextLine], _ new: [TextLine]) -> ([Int], [Int]) {
    var numbers: [[UInt8]: Int] = [:]
    func number(_ line: TextLine) -> Int {
      let key = line.key
      if let known = numbers[key] { return known }
      numbers[key] = numbers.count
      return numbers.count - 1
    }
    return (old.map(number), new.map(number))
  }

  private static func commonEnds(_ old: [Int], _ new: [Int]) -> [(old: Int, new: Int)] {
    let head = zip(old, new).prefix { $0 == $1 }.count
    let room = min(old.count, new.count) - head
    let tail = min(room, zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count)
    return (0..<head).map { ($0, $0) }
      + (0..<tail).map { (old.count - tail + $0, new.count - tail + $0) }
  }
}
