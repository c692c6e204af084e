extension LineDiff {
  /// The diff as people read it, `@@ find_zero @@` above each hunk.
  ///
  /// Inside pairs of changed lines that are alike, the words that differ are marked.
  package func lines() -> [StyledText] {
    guard isWholeReplacement else { return hunks.flatMap(Self.lines) }
    let notice = "too different to compare line by line: shown as a whole replacement"
    return [StyledText(notice, .dim)] + hunks.flatMap(Self.lines)
  }

  private static func lines(of hunk: Hunk) -> [StyledText] {
    [StyledText(hunk.heading, .address)]
      + hunk.runs.flatMap { run in
        switch run {
        case .kept(let lines): lines.flatMap { styled($0, [.init(" " + $0.text)]) }
        case .changed(let removed, let added): changed(removed, added)
        }
      }
  }

  private static func changed(_ removed: [Line], _ added: [Line]) -> [StyledText] {
    let pairs = zip(removed, added).map { WordDiff.compare($0.text, $1.text) }
    func pieces(_ index: Int) -> WordDiff.Pieces? {
      pairs.indices.contains(index) ? pairs[index] : nil
    }
    let old = removed.enumerated().flatMap { index, line in
      styled(line, spans("-", line, pieces(index)?.old, .removed, .removedWord))
    }
    let new = added.enumerated().flatMap { index, line in
      styled(line, spans("+", line, pieces(index)?.new, .added, .addedWord))
    }
    return old + new
  }

  private static func spans(
    _ sign: String, _ line: Line, _ pieces: [WordDiff.Piece]?, _ style: Style, _ word: Style
  ) -> [StyledText.Span] {
    guard let pieces else { return [.init(sign + line.text, style)] }
    return [.init(sign, style)] + pieces.map { .init($0.text, $0.differs ? word : style) }
  }

  private static func styled(_ line: Line, _ spans: [StyledText.Span]) -> [StyledText] {
    let text = StyledText(spans)
    return line.endsInNewline
      ? [text] : [text, StyledText("\\ No newline at end of file", .dim)]
  }
}

extension LineDiff.Hunk {
  /// Lines of one kind that follow each other.
  enum Run {
    case kept([LineDiff.Line])
    case changed(removed: [LineDiff.Line], added: [LineDiff.Line])
  }

  /// Such as `@@ find_zero @@`.
  var heading: String { "@@ \(place ?? "line \(oldStart + 1)") @@" }

  /// The hunk's lines in order.
  var runs: [Run] {
    var runs: [Run] = []
    var rest = lines[...]
    while let first = rest.first {
      let kept = rest.prefix { $0.change == .kept }
      rest = rest.dropFirst(kept.count)
      if !kept.isEmpty {
        runs.append(.kept(Array(kept)))
        continue
      }
      let removed = first.change == .removed ? rest.prefix { $0.change == .removed } : []
      rest = rest.dropFirst(removed.count)
      let added = rest.prefix { $0.change == .added }
      rest = rest.dropFirst(added.count)
      runs.append(.changed(removed: Array(removed), added: Array(added)))
    }
    return runs
  }
}

extension LineDiff.Summary: CustomStringConvertible {
  /// Such as `2 hunks +3 -1`; `no change` when there is none.
  package var description: String {
    if hunks == 0 { return "no change" }
    return "\(Numbers.plural(hunks, "hunk")) +\(added) -\(removed)"
  }
}
