/// A diff in two columns: the old text on the left, the new one on the right.
///
/// ```
///   8      while end - begin > 1e-3:     │   8      while end - begin > 1e-10:
/// ```
///
/// Lines longer than a column go on in the next row; nothing is cut off.
struct SideBySideDiff {
  /// Between the columns.
  private static let middle = StyledText(" │ ", .dim)

  private let diff: LineDiff
  private let columnWidth: Int
  private let digits: Int
  private let prepare: (StyledText) -> StyledText

  init(_ diff: LineDiff, width: Int, prepare: @escaping (StyledText) -> StyledText) {
    self.diff = diff
    self.prepare = prepare
    columnWidth = (width - 3) / 2
    let last = diff.hunks.last.map { max($0.oldStart, $0.newStart) + $0.lines.count } ?? 0
    digits = String(last).count
  }

  /// Whether both columns have room for code.
  static func fits(width: Int) -> Bool { width >= 140 }

  var lines: [StyledText] {
    let notice = "too different to compare line by line: shown as a whole replacement"
    let head = diff.isWholeReplacement ? [StyledText(notice, .dim)] : []
    return head + diff.hunks.flatMap(lines)
  }

  private func lines(of hunk: LineDiff.Hunk) -> [StyledText] {
    var (old, new) = (hunk.oldStart, hunk.newStart)
    var lines = [prepare(StyledText(hunk.heading, .address))]
    func number(_ count: inout Int) -> Int {
      count += 1
      return count
    }
    for run in hunk.runs {
      switch run {
      case .kept(let kept):
        for line in kept {
          let text = StyledText(line.text)
          lines += rows(cell(number(&old), text), cell(number(&new), text))
        }
      case .changed(let removed, let added):
        for index in 0..<max(removed.count, added.count) {
          let before = removed.indices.contains(index) ? removed[index].text : nil
          let after = added.indices.contains(index) ? added[index].text : nil
          let pieces = before.flatMap { old in after.flatMap { WordDiff.compare(old, $0) } }
          lines += rows(
            before.map { cell(number(&old), text($0, pieces?.old, .removed, .removedWord)) } ?? [],
            after.map { cell(number(&new), text($0, pieces?.new, .added, .addedWord)) } ?? [])
        }
      }
    }
    return lines
  }

  private func text(
    _ line: String, _ pieces: [WordDiff.Piece]?, _ style: Style, _ word: Style
  ) -> StyledText {
    guard let pieces else { return StyledText(line, style) }
    return StyledText(pieces.map { .init($0.text, $0.differs ? word : style) })
  }

  /// A numbered line as the rows it takes.
  private func cell(_ number: Int, _ text: StyledText) -> [StyledText] {
    let label = String(number)
    let gutter = String(repeating: " ", count: digits - label.count) + label + " "
    let pieces = prepare(text).wrapped(to: max(1, columnWidth - digits - 1))
    return pieces.enumerated().map { index, piece in
      StyledText(index == 0 ? gutter : String(repeating: " ", count: digits + 1), .dim) + piece
    }
  }

  private func rows(_ left: [StyledText], _ right: [StyledText]) -> [StyledText] {
    (0..<max(left.count, right.count)).map { index in
      let old = left.indices.contains(index) ? left[index] : StyledText()
      let new = right.indices.contains(index) ? right[index] : StyledText()
      let padding = String(repeating: " ", count: max(0, columnWidth - old.displayWidth))
      return old + StyledText(padding) + prepare(Self.middle) + new
    }
  }
}

extension StyledText {
  /// The line in pieces of at most `width` columns; one piece at least.
  func wrapped(to width: Int) -> [StyledText] {
    var pieces = [StyledText()]
    var room = width
    for span in spans {
      for character in span.text {
        let columns = DisplayText.width(String(character))
        if columns > room {
          pieces.append(StyledText())
          room = width
        }
        pieces[pieces.count - 1].append(character, span.style)
        room -= columns
      }
    }
    return pieces
  }

  /// Adds a character in its style.
  mutating func append(_ character: Character, _ style: Style) {
    if spans.last?.style == style {
      spans[spans.count - 1].text.append(character)
    } else {
      spans.append(Span(String(character), style))
    }
  }
}
