/// What stands before the input, and what the input starts with.
package struct Prompt: Sendable, Equatable, ExpressibleByStringLiteral {
  /// Stands before the input; a newline in it makes a prompt of several rows.
  package var spans: [StyledSpan]
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
    _ spans: [StyledSpan], right: [StyledSpan] = [], initialText: String = "",
    isRecorded: Bool = true
  ) {
    self.spans = spans
    self.right = right
    self.initialText = initialText
    self.isRecorded = isRecorded
  }

  /// A plain prompt.
  package init(stringLiteral text: String) { self.init([StyledSpan(text)]) }

  /// Stands before the second line and those that follow, right-aligned under the prompt.
  var continuation: [StyledSpan] {
    let lastLine = spans.plainText.split(separator: "\n", omittingEmptySubsequences: false).last
    let width = TextWidth.columns(of: lastLine ?? "")
    return [StyledSpan(String(repeating: " ", count: max(0, width - 2)) + "· ", .dim)]
  }
}
