import TerminalText

/// The candidates under the line while Tab walks through them.
struct CompletionMenu {
  let candidates: [MenuItem]
  /// Index of the candidate that stands in the line; nil before the first Tab.
  private(set) var chosen: Int?

  private let hasNotes: Bool
  private let nameWidth: Int

  init(_ candidates: [MenuItem]) {
    self.candidates = candidates
    hasNotes = candidates.contains { !$0.note.isEmpty }
    nameWidth = candidates.map { TextWidth.columns(of: $0.text) }.max() ?? 0
  }

  var choice: MenuItem? { chosen.map { candidates[$0] } }

  /// Chooses the next candidate (1) or the one before (-1), around the ends.
  mutating func move(by step: Int) {
    guard let chosen else {
      self.chosen = step > 0 ? 0 : candidates.count - 1
      return
    }
    self.chosen = (chosen + step + candidates.count) % candidates.count
  }

  /// The menu as rows: name and note when there are notes, columns of names otherwise.
  func rows(width: Int, height: Int) -> [[StyledSpan]] {
    let limit = max(2, min(8, height / 3))
    return hasNotes ? notedRows(width: width, limit: limit) : columnRows(width: width, limit: limit)
  }

  private func notedRows(width: Int, limit: Int) -> [[StyledSpan]] {
    let window = window(around: chosen ?? 0, of: candidates.count, limit: limit)
    let rows = window.map { index in
      let note = TextWidth.truncate(candidates[index].note, to: max(0, width - nameWidth - 5))
      return name(at: index, width: nameWidth) + [StyledSpan("  " + note, .dim)]
    }
    return rows + total(shown: window.count, of: candidates.count)
  }

  /// Filled column by column, as `ls` does.
  private func columnRows(width: Int, limit: Int) -> [[StyledSpan]] {
    let columns = max(1, (width - 2) / (nameWidth + 2))
    let rowCount = (candidates.count + columns - 1) / columns
    let window = window(around: (chosen ?? 0) % rowCount, of: rowCount, limit: limit)
    let rows = window.map { row in
      stride(from: row, to: candidates.count, by: rowCount).map { name(at: $0, width: nameWidth) }
    }
    return rows.map { $0.flatMap { $0 } } + total(shown: window.count, of: rowCount)
  }

  private func name(at index: Int, width: Int) -> [StyledSpan] {
    let text = candidates[index].text
    let padding = String(repeating: " ", count: width - TextWidth.columns(of: text))
    return ["  ", StyledSpan(text, index == chosen ? .reverse : .plain), StyledSpan(padding)]
  }

  private func window(around index: Int, of count: Int, limit: Int) -> Range<Int> {
    let first = max(0, min(index - limit / 2, count - limit))
    return first..<min(count, first + limit)
  }

  private func total(shown: Int, of count: Int) -> [[StyledSpan]] {
    shown < count ? [[StyledSpan("  \(candidates.count) in all", .dim)]] : []
  }
}
