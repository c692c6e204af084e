/// What one paint shows: an input block and the lines under it.
struct Frame: Equatable {
  var prompt: [StyledSpan] = []
  /// Before each line of the text but the first.
  var continuation: [StyledSpan] = []
  /// The input.
  var text: [StyledSpan] = []
  /// Characters of the input before the cursor.
  var cursor = 0
  /// A suggestion after the end of the input.
  var ghost = ""
  /// At the right end of a prompt's row, as long as the input leaves room there.
  var right: [StyledSpan] = []
  /// Hint, menu or search results; one row each.
  var below: [[StyledSpan]] = []
}
