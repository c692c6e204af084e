extension StyledText {
  /// The line in rows of at most `width` columns, cut between words; one row at least.
  ///
  /// Rows after the first begin under the first word of the line. A word that is wider than a row is
  /// cut where the row ends; the blanks where a row ends are left out.
  func wrappedByWords(to width: Int) -> [StyledText] {
    guard displayWidth > width, width > 0 else { return [self] }
    return WordWrap(self, width: width).rows
  }
}

/// One line on its way into rows.
private struct WordWrap {
  private struct Cell {
    var character: Character
    var style: Style
    var columns: Int

    var isBlank: Bool { character == " " }
  }

  private let cells: [Cell]
  private let width: Int
  /// Columns before the first word, a mark like `✓` and the number of a line of code not counted as
  /// one; none when they would leave less than half of a row.
  private let indent: Int
  /// Blanks that the line begins with: no row ends among them.
  private let lead: Int

  init(_ line: StyledText, width: Int) {
    cells = line.spans.flatMap { span in
      span.text.map {
        Cell(character: $0, style: span.style, columns: DisplayText.width(String($0)))
      }
    }
    self.width = width
    lead = cells.prefix(while: \.isBlank).count
    let margin = cells[..<Self.margin(of: cells[lead...])].reduce(0) { $0 + $1.columns }
    indent = margin <= width / 2 ? margin : 0
  }

  /// Where the mark and the number of a line of code end that a line begins with, and the blanks
  /// behind them.
  private static func margin(of line: ArraySlice<Cell>) -> Int {
    var line = line
    if let mark = line.first, "✓✗!→▶-*•".contains(mark.character),
      line.dropFirst().first?.isBlank == true
    {
      line = line.dropFirst(2)
    }
    let afterNumber = line.drop(while: \.isBlank).drop { $0.character.isNumber }
    let isCode = [" │ ", " | "].contains(String(afterNumber.prefix(3).map(\.character)))
    return isCode ? afterNumber.dropFirst(3).drop(while: \.isBlank).startIndex : line.startIndex
  }

  var rows: [StyledText] {
    var rows: [StyledText] = []
    var start = 0
    while start < cells.count {
      let hanging = rows.isEmpty ? 0 : indent
      let end = self.end(from: start, room: max(1, width - hanging))
      rows.append(text(of: start..<end).indented(by: hanging))
      start = end
      while start < cells.count, cells[start].isBlank { start += 1 }
    }
    return rows
  }

  /// Where the row that begins at `start` ends.
  private func end(from start: Int, room: Int) -> Int {
    var (end, used) = (start, 0)
    while end < cells.count, used + cells[end].columns <= room {
      used += cells[end].columns
      end += 1
    }
    guard end < cells.count, !cells[end].isBlank else { return end }
    let first = start == 0 ? lead : start
    let cut = cells[..<end].lastIndex { $0.isBlank }.map { $0 + 1 } ?? start
    return cut > first ? cut : max(end, start + 1)
  }

  private func text(of range: Range<Int>) -> StyledText {
    var text = StyledText()
    let blanks = cells[range].reversed().prefix(while: \.isBlank).count
    for cell in cells[range].dropLast(blanks) { text.append(cell.character, cell.style) }
    return text
  }
}
