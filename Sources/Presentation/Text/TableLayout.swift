/// Fits a table to a window: flexible columns give way, then columns are left out; no row ever wraps,
/// and a number is shown whole or not at all.
struct TableLayout {
  private static let gap = 2
  /// A flexible column keeps this much as long as another can give way or be left out.
  private static let comfortable = 8

  private let columns: [Table.Column]
  private let rows: [[StyledText]]
  private let width: Int
  private var widths: [Int]
  /// Positions of the columns that are not left out.
  private var shown: [Int]

  /// Lays out the cells as `prepare` shows them.
  init(_ table: Table, width: Int, prepare: (StyledText) -> StyledText) {
    columns = table.columns
    self.width = max(1, width)
    var rows = table.rows.map { row in
      table.columns.indices.map { row.indices.contains($0) ? prepare(row[$0]) : StyledText() }
    }
    if table.columns.contains(where: { !$0.title.isEmpty }) {
      rows.insert(table.columns.map { prepare(StyledText($0.title, .dim)) }, at: 0)
    }
    self.rows = rows
    let natural = table.columns.indices.map { column in
      rows.map { $0[column].displayWidth }.max() ?? 0
    }
    widths = natural
    shown = Array(table.columns.indices)
    shrink(to: Self.comfortable)
    while excess > 0, let least = leastImportant {
      shown.removeAll { $0 == least }
      widths = natural
      shrink(to: Self.comfortable)
    }
    shrink(to: 1)
  }

  private var leastImportant: Int? {
    let candidates = shown.dropFirst()
    let ranked = candidates.filter { columns[$0].dropRank != nil }
    return ranked.min { columns[$0].dropRank ?? 0 < columns[$1].dropRank ?? 0 } ?? candidates.last
  }

  var lines: [StyledText] {
    rows.map { row in line(of: row).truncated(to: width) }
  }

  private var excess: Int {
    let used = shown.reduce(0) { $0 + widths[$1] } + max(0, shown.count - 1) * Self.gap
    return used - min(width, used)
  }

  /// Takes from the widest flexible column until the table fits or all are at `least`.
  private mutating func shrink(to least: Int) {
    let flexible = shown.filter { columns[$0].isFlexible }
    while excess > 0 {
      let wide = flexible.filter { widths[$0] > least }.sorted { widths[$0] > widths[$1] }
      guard let widest = wide.first else { return }
      // Down to the next widest at once, so that a column of a million characters is quick too.
      let next = max(least, wide.dropFirst().first.map { widths[$0] } ?? least)
      widths[widest] -= min(excess, max(1, widths[widest] - next))
    }
  }

  private func line(of row: [StyledText]) -> StyledText {
    var line = StyledText()
    var owed = 0
    for index in shown {
      let text = row[index].truncated(to: widths[index])
      let rest = widths[index] - text.displayWidth
      if columns[index].alignment == .right { owed += rest }
      if !text.isEmpty {
        line += StyledText(String(repeating: " ", count: owed)) + text
        owed = 0
      } else {
        owed += text.displayWidth
      }
      if columns[index].alignment == .left { owed += rest }
      owed += Self.gap
    }
    return line
  }
}

extension StyledText {
  /// Columns the line takes when its text is harmless.
  package var displayWidth: Int { spans.reduce(0) { $0 + DisplayText.width($1.text) } }

  /// The line cut to `width` columns, with `…` as its last character when it was cut.
  func truncated(to width: Int) -> StyledText {
    guard displayWidth > width else { return self }
    var room = width
    var kept: [Span] = []
    for span in spans {
      let columns = DisplayText.width(span.text)
      if columns >= room {
        // Even a span that fits is the last one: `…` says that more follows.
        let text = columns == room ? span.text + "…" : span.text
        kept.append(Span(DisplayText.truncated(text, to: room), span.style))
        break
      }
      kept.append(span)
      room -= columns
    }
    return StyledText(kept)
  }

  /// The line moved to the right.
  package func indented(by columns: Int = 2) -> StyledText {
    StyledText(String(repeating: " ", count: columns)) + self
  }
}
