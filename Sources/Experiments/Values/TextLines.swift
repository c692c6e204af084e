/// One line of a text, apart from the newline that ended it.
package struct TextLine: Hashable, Sendable {
  package var text: String
  /// False only for a last line without a newline.
  package var endsInNewline: Bool

  package init(text: String, endsInNewline: Bool) {
    self.text = text
    self.endsInNewline = endsInNewline
  }

  /// The lines of a text; joining `content` gives back its very bytes.
  ///
  /// Only `\n` ends a line: a carriage return before it belongs to the line's text.
  package static func split(_ text: String) -> [TextLine] {
    var pieces = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { TextLine(text: String(decoding: $0, as: UTF8.self), endsInNewline: true) }
    if pieces.last?.text.isEmpty == true {
      pieces.removeLast()
    } else if !pieces.isEmpty {
      pieces[pieces.count - 1].endsInNewline = false
    }
    return pieces
  }

  /// The line as it stands in the text.
  package var content: String { endsInNewline ? text + "\n" : text }

  /// Tells lines apart by their bytes: Swift's own equality takes `é` and `e` + accent for the same.
  package var key: [UInt8] { Array(content.utf8) }
}
