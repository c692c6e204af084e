/// Finds what a person may have meant.
package enum NearestWords {
  /// The words nearest to `word`, best first, at most `limit`; none when all are far off.
  package static func nearest(to word: String, in words: [String], limit: Int = 3) -> [String] {
    let wanted = Array(word.lowercased())
    let scored = words.map { ($0, distance(wanted, Array($0.lowercased()))) }
    let reach = max(1, wanted.count / 2)
    return scored.filter { $0.1 <= reach }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
      .prefix(limit).map(\.0)
  }

  /// Edits that turn one word into the other; two neighbours exchanged are one edit.
  ///
  /// **Source**: optimal string alignment, a restricted form of Damerau's distance.
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var before: [Int] = []
    var previous = Array(0...right.count)
    for (row, character) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        let replaced = previous[column] + (character == other ? 0 : 1)
        var best = min(replaced, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
          best = min(best, before[column - 1] + 1)
        }
        current.append(best)
      }
      (before, previous) = (previous, current)
    }
    return previous[right.count]
  }
}
