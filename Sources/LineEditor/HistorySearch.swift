/// A search in the history (Ctrl-R, Ctrl-S): what was typed, and which of the matches is chosen.
///
/// Not libedit's own: that ends the search at a key like U+2200, because it looks keys up by their
/// low byte.
struct HistorySearch {
  /// Where the next match lies.
  enum Direction {
    case older, newer

    var opposite: Direction { self == .older ? .newer : .older }
  }

  private(set) var query = ""
  /// Newest first; a line that was entered more than once is there once.
  private(set) var matches: [String] = []
  /// Position of the chosen one among the matches.
  private var chosen = 0

  /// Positions of the matches in the history, newest first.
  private var found: [Int] = []
  private let history: [String]
  /// The entries as they are compared: case does not count.
  private let folded: [String]
  private let start: Int
  let direction: Direction

  /// A search that begins beside an entry; the history's count stands for the line one types.
  init(in history: [String], from start: Int? = nil, _ direction: Direction = .older) {
    self.history = history
    folded = history.map { $0.lowercased() }
    self.start = start ?? history.count
    self.direction = direction
  }

  var match: String? { matches.indices.contains(chosen) ? matches[chosen] : nil }

  /// Position of the match in the history.
  var place: Int? { found.indices.contains(chosen) ? found[chosen] : nil }

  mutating func type(_ text: String) { search(for: query + text) }

  mutating func deleteBackward() { search(for: String(query.dropLast())) }

  mutating func move(_ direction: Direction) {
    switch direction {
    case .older: chosen = min(chosen + 1, max(0, matches.count - 1))
    case .newer: chosen = max(0, chosen - 1)
    }
  }

  private mutating func search(for query: String) {
    let wanted = query.lowercased()
    let isNarrower = !self.query.isEmpty && wanted.hasPrefix(self.query.lowercased())
    let candidates = isNarrower ? found : history.indices.reversed()
    self.query = query
    var seen: Set<String> = []
    found =
      query.isEmpty
      ? []
      : candidates.filter { folded[$0].contains(wanted) && seen.insert(history[$0]).inserted }
    matches = found.map { history[$0] }
    chosen = firstChoice
  }

  /// The nearest match in the direction; past the history's end the search goes on at its other end.
  private var firstChoice: Int {
    switch direction {
    case .older: found.firstIndex { $0 < start } ?? 0
    case .newer: found.lastIndex { $0 > start } ?? max(0, found.count - 1)
    }
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
    let first = max(0, chosen - limit + 1)
    for (index, match) in matches.enumerated().dropFirst(first).prefix(limit) {
      let isChosen = index == chosen
      rows.append([StyledSpan((isChosen ? "> " : "  ") + match, isChosen ? .plain : .dim)])
    }
    return rows
  }
}
