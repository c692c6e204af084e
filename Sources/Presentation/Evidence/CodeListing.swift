/// Python source with line numbers, as `list` and `why` show it.
///
/// ```
///   8 │     x = begin
/// ▶ 9 │     while abs(poly(xs, x)) > 1e-10:
/// ```
package enum CodeListing {
  /// The lines in `shown`, all of them when it is nil, with those in `marks` pointed at.
  ///
  /// **Shape**: lines count from 1; numbers that the source does not have are left out.
  package static func lines(
    of source: String, shown: ClosedRange<Int>? = nil, marking marks: Set<Int> = []
  ) -> [StyledText] {
    let code = PythonHighlighter.lines(of: source)
    let last = min(shown?.upperBound ?? code.count, code.count)
    let first = max(shown?.lowerBound ?? 1, 1)
    guard first <= last else { return [] }
    let digits = String(last).count
    return (first...last).map { number in
      gutter(number, digits: digits, isMarked: marks.contains(number)) + code[number - 1]
    }
  }

  /// One marked line with `context` lines on either side.
  package static func lines(of source: String, around line: Int, context: Int = 2) -> [StyledText] {
    guard line > 0, line <= source.utf8.count else { return [] }
    return lines(of: source, shown: (line - context)...(line + context), marking: [line])
  }

  /// The columns before the code, for a line that stands below one of the listing.
  static func emptyGutter(digits: Int) -> StyledText {
    StyledText(String(repeating: " ", count: 3 + digits) + "│ ", .dim)
  }

  private static func gutter(_ number: Int, digits: Int, isMarked: Bool) -> StyledText {
    let text = String(number)
    let padding = String(repeating: " ", count: digits - text.count)
    return "\(isMarked ? "▶ " : "  ", .strong)\("\(padding)\(text) │ ", .dim)"
  }
}
