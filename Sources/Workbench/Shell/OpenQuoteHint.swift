/// Says why Enter opened another line.
package enum OpenQuoteHint {
  /// What stands under an input of several lines whose quote is open; nil under every other.
  package static func text(for input: String) -> String? {
    guard input.contains(where: \.isNewline), !LongInput.isComplete(input),
      !LongInput.isInHereDocument(input)
    else { return nil }
    let quote = ["\"", "'"].first { LongInput.isComplete(input + $0) }
    return quote.map { "a quote is open: \($0) closes it (Ctrl-C drops the line)" }
  }
}
