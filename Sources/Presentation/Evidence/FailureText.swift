import Experiments

/// A failed assertion with the values that show why.
enum FailureText {
  private static let width = 160
  private static let differenceWidth = 200

  static func lines(_ failure: AssertionFailure) -> [StyledText] {
    var lines: [StyledText] = []
    if !failure.expression.isEmpty { lines.append(python(failure.expression)) }
    if let call = failure.call { lines.append(labelled("call", python(call))) }
    lines += values(failure)
    if !failure.message.isEmpty {
      lines.append(
        labelled("message", StyledText(DisplayText.oneLine(failure.message, width: width))))
    }
    return lines
  }

  private static func values(_ failure: AssertionFailure) -> [StyledText] {
    guard let expected = failure.expected, let got = failure.got else {
      return [("expected", failure.expected), ("got", failure.got)].compactMap { name, value in
        value.map { labelled(name, StyledText(DisplayText.oneLine($0, width: width))) }
      }
    }
    let pair = ValueDifference(expected: expected, got: got)
    var lines = [labelled("expected", pair.expected), labelled("got", pair.got)]
    // What the whole values say goes before what their cut texts do.
    if let difference = failure.difference {
      let text = DisplayText.oneLine(difference, width: differenceWidth)
      lines.append(labelled("differs", StyledText(text)))
    } else if let note = pair.note {
      lines.append(labelled("", StyledText(note, .dim)))
    }
    return lines
  }

  private static func python(_ source: String) -> StyledText {
    PythonHighlighter.lines(of: DisplayText.oneLine(source, width: width)).first ?? StyledText()
  }

  private static func labelled(_ name: String, _ value: StyledText) -> StyledText {
    let padding = String(repeating: " ", count: 10 - name.count)
    return StyledText(name + padding, .dim) + value
  }
}

/// Two values side by side, cut to where they differ, with the difference marked.
struct ValueDifference {
  /// Values up to this length are shown whole.
  private static let wholeLength = 70
  /// Characters kept before the first difference of a longer one.
  private static let lead = 20

  private(set) var expected: StyledText
  private(set) var got: StyledText
  /// Where the first difference is, when the values are too long to see it.
  private(set) var note: String?

  init(expected: String, got: String) {
    let (wanted, given) = (Array(Self.flat(expected)), Array(Self.flat(got)))
    guard wanted != given else {
      self.expected = StyledText(Self.window(wanted, from: 0))
      self.got = StyledText(Self.window(given, from: 0))
      // Other bytes, or NaN, or objects that print the same.
      note = "both print the same"
      return
    }
    let isLong = max(wanted.count, given.count) > Self.wholeLength
    let first = zip(wanted, given).prefix { $0 == $1 }.count
    let start = isLong && first > Self.lead ? first - Self.lead : 0
    let left = Self.window(wanted, from: start)
    let right = Self.window(given, from: start)
    if let pieces = WordDiff.compare(left, right) {
      self.expected = Self.marked(pieces.old, .addedWord)
      self.got = Self.marked(pieces.new, .removedWord)
    } else {
      self.expected = StyledText(left)
      self.got = StyledText(right)
    }
    if isLong { note = Self.note(first, wanted, given) }
  }

  private static func flat(_ value: String) -> String {
    value.replacing("\r\n", with: "␊").replacing("\n", with: "␊")
  }

  private static func window(_ value: [Character], from start: Int) -> String {
    let end = min(value.count, start + wholeLength)
    return (start > 0 ? "…" : "") + String(value[min(start, end)..<end])
      + (end < value.count ? "…" : "")
  }

  private static func marked(_ pieces: [WordDiff.Piece], _ style: Style) -> StyledText {
    StyledText(pieces.map { .init($0.text, $0.differs ? style : .plain) })
  }

  private static func note(_ first: Int, _ wanted: [Character], _ given: [Character]) -> String {
    let place = "first difference at character \(Numbers.count(first + 1))"
    if wanted.count == given.count { return place }
    return place
      + "; expected has \(Numbers.count(wanted.count)) characters, got \(Numbers.count(given.count))"
  }
}
