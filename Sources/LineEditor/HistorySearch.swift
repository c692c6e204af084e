/// A search in the history (Ctrl-R): what was typed, and which of the matches is chosen.
///
/// Not libedit's own: that ends the search at a key like U+2200, because it looks keys up by their
/// low byte.
struct HistorySearch {
  private(set) var query = ""
  /// How many newer matches were passed over.
  private var skipped = 0
  private(set) var matches: [String] = []
  private let history: [String]

  init(in history: [String]) { self.history = history }

  var match: String? { matches.indices.contains(skipped) ? matches[skipped] : nil }

  mutating func type(_ text: String) { search(for: query + text) }

  mutating func deleteBackward() { search(for: String(query.dropLast())) }

  mutating func moveToOlder() { skipped = min(skipped + 1, max(0, matches.count - 1)) }

  mutating func moveToNewer() { skipped = max(0, skipped - 1) }

  private mutating func search(for query: String) {
    self.query = query
    skipped = 0
    let wanted = query.lowercased()
    matches = query.isEmpty ? [] : history.reversed().filter { $0.lowercased().contains(wanted) }
  }

  /// Rows under the input: the query, then the matches around the chosen one.
  func rows(limit: Int) -> [[StyledSpan]] {
    let isMissing = !query.isEmpty && matches.isEmpty
    var rows: [[StyledSpan]] = [
      [
        StyledSpan("history search ", .dim),
        StyledSpan(query, isMissing ? .red.with(.underline) : .bold),
        StyledSpan(query.isEmpty ? "" : "  \(matches.count) found", .dim),
      ]
    ]
    let first = max(0, skipped - limit + 1)
    for (index, match) in matches.enumerated().dropFirst(first).prefix(limit) {
      let isChosen = index == skipped
      rows.append([StyledSpan((isChosen ? "> " : "  ") + match, isChosen ? .plain : .dim)])
    }
    return rows
  }
}
