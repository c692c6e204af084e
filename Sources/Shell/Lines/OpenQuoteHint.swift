import CommandLines
import Verbs

/// Says why Enter opened another line.
package enum OpenQuoteHint {
  /// What stands under an input of several lines whose quote is open; nil under every other.
  package static func text(for input: String) -> String? {
    guard input.contains(where: \.isNewline),
      case .quote(let mark) = LongInput.opening(of: input)?.kind
    else { return nil }
    return "a quote is open: \(mark) closes it (Ctrl-C drops the line)"
  }
}
