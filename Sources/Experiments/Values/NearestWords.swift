/// Finds what a person may have meant.
package enum NearestWords {
  /// How unlike the typed word a suggestion may be.
  package enum Tolerance: Sendable, Hashable {
    /// For short words, such as verbs: at most half of the letters may be wrong.
    case half
    /// For long names, such as those of models: at most a third of the letters may be wrong. A name
    /// that begins with the typed word counts however long it is.
    case third
  }

  /// The words nearest to `word`, best first, each once; none when all are far off.
  ///
  /// Upper and lower case do not matter, and one wrong letter is always allowed.
  package static func nearest(
    to word: String, in words: [String], limit: Int = 3, within tolerance: Tolerance = .half
  ) -> [String] {
    let typed = word.lowercased()
    let letters = Array(typed)
    let most = max(1, letters.count / (tolerance == .half ? 2 : 3))
    let scored = Set(words).compactMap { candidate -> (distance: Int, word: String)? in
      let lowered = candidate.lowercased()
      let distance = distance(letters, Array(lowered))
      let isBeginning = tolerance == .third && !typed.isEmpty && lowered.hasPrefix(typed)
      return distance <= most || isBeginning ? (min(distance, most), candidate) : nil
    }
    return scored.sorted { ($0.distance, $0.word) < ($1.distance, $1.word) }
      .prefix(limit).map(\.word)
  }

  /// Edits that turn one word into the other; two neighbours exchanged are one edit.
  ///
  /// **Source**: optimal string alignment, a restricted form of Damerau's distance.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
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
