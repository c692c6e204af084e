import TerminalText

/// What stands before the input, and what the input starts with.
package struct Prompt: Sendable, Equatable, ExpressibleByStringLiteral {
  /// Stands before the input; a newline in it makes a prompt of several rows.
  package var spans: [StyledSpan]
  /// The same in ever fewer words, for windows that it would fill.
  package var shorter: [[StyledSpan]]
  /// Stands at the right end of the row, as long as the input leaves room there.
  package var right: [StyledSpan]
  /// Text to edit; empty for a fresh line.
  package var initialText: String
  /// False for answers that do not belong in the history.
  package var isRecorded: Bool

  /// The keys to edit with; nil leaves it to the settings and the editrc.
  package var keymap: Keymap?

  /// A prompt before a fresh line that is recorded, unless said otherwise.
  package init(
    _ spans: [StyledSpan], shorter: [[StyledSpan]] = [], right: [StyledSpan] = [],
    initialText: String = "", isRecorded: Bool = true
  ) {
    self.spans = spans
    self.shorter = shorter
    self.right = right
    self.initialText = initialText
    self.isRecorded = isRecorded
  }

  /// A plain prompt.
  package init(stringLiteral text: String) { self.init([StyledSpan(text)]) }

  /// What takes at most half of a row, if any of the spans does; else the shortest.
  func spans(width: Int) -> [StyledSpan] {
    ([spans] + shorter).first { Prompt.columns(of: $0) <= width / 2 } ?? shorter.last ?? spans
  }

  /// Stands before the second line and those that follow: right-aligned under the prompt, or at the
  /// start of the row where that would leave pasted text too little of it.
  func continuation(width: Int) -> [StyledSpan] {
    let columns = Prompt.columns(of: spans(width: width))
    let indent = columns > width / 3 ? 0 : max(0, columns - 2)
    return [StyledSpan(String(repeating: " ", count: indent) + "· ", .dim)]
  }

  private static func columns(of spans: [StyledSpan]) -> Int {
    let lastLine = spans.plainText.split(separator: "\n", omittingEmptySubsequences: false).last
    return TextWidth.columns(of: lastLine ?? "")
  }
}
