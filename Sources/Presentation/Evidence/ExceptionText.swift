import Experiments

/// Where an exception was raised: the calls that led there and the lines around.
enum ExceptionText {
  private static let mostFrames = 6

  static func lines(
    _ exception: ExceptionReport, outcome: Outcome, code: String?
  ) -> [StyledText] {
    guard let last = exception.frames.last else { return [] }
    if outcome == .syntax { return caret(at: last, column: exception.column, code: code) }
    let callers = calls(exception.frames.dropLast())
    // Out of time or memory, the last frame is where it was stopped.
    let end = outcome == .exception ? "raised" : "stopped"
    let place: StyledText = "\(end) in \(last.function, .strong), line \(last.line)"
    return callers + [place] + listing(around: last, code: code)
  }

  /// The outer calls, the middle of a deep recursion left out.
  private static func calls(_ frames: ArraySlice<ExceptionReport.Frame>) -> [StyledText] {
    guard frames.count > mostFrames else { return frames.map(call) }
    let half = mostFrames / 2
    let left = Numbers.plural(frames.count - 2 * half, "more call")
    return frames.prefix(half).map(call) + [StyledText("⋮ \(left)", .dim)]
      + frames.suffix(half).map(call)
  }

  private static func call(_ frame: ExceptionReport.Frame) -> StyledText {
    let source = DisplayText.oneLine(frame.source, width: 100)
    return "\("in \(frame.function), line \(frame.line): ", .dim)\(source)"
  }

  private static func listing(around frame: ExceptionReport.Frame, code: String?) -> [StyledText] {
    if let code {
      let lines = CodeListing.lines(of: code, around: frame.line)
      if !lines.isEmpty { return lines }
    }
    let line = "\(frame.line) │ "
    return ["\("▶ ", .strong)\(line, .dim)\(DisplayText.oneLine(frame.source, width: 160))"]
  }

  /// The line Python could not read, with a caret below the column it names.
  private static func caret(
    at frame: ExceptionReport.Frame, column: Int?, code: String?
  ) -> [StyledText] {
    let lines = TextLine.split(code ?? "").map(\.text)
    guard lines.indices.contains(frame.line - 1) else { return listing(around: frame, code: nil) }
    let shown = CodeListing.lines(
      of: code ?? "", shown: (frame.line - 2)...frame.line, marking: [frame.line])
    guard let column, column > 0 else { return shown }
    // Python counts code points: an accent of its own is one, and takes no column.
    let points = lines[frame.line - 1].unicodeScalars.prefix(column - 1)
    let below = String(String.UnicodeScalarView(points)).map { character in
      // A tab below a tab: both are expanded alike.
      character == "\t"
        ? "\t"
        : String(
          repeating: " ", count: DisplayText.width(DisplayText.harmless(String(character))))
    }
    let gutter = CodeListing.emptyGutter(digits: String(frame.line).count)
    return shown + [gutter + StyledText(below.joined() + "^", .bad)]
  }
}
