/// Finds the newest entry of the history that goes on from what is typed.
///
/// While a line grows the search goes on where it stood: what did not begin like the shorter text
/// does not begin like the longer one.
struct Suggestions {
  private var text = ""
  private var historyCount = 0
  /// Position of the newest entry whose bytes begin with those of the text; nil when there is none.
  private var newest: Int?

  mutating func newest(in history: [String], beginningWith text: String) -> String? {
    let goesOn =
      history.count == historyCount && !self.text.isEmpty
      && text.utf8.starts(with: self.text.utf8)
    let start = goesOn ? newest : history.count - 1
    self.text = text
    historyCount = history.count
    newest = start.flatMap { Self.position(in: history, upTo: $0, of: text) }
    // The bytes may end inside of a grapheme of the entry; that is not a beginning of it.
    var candidate = newest
    while let position = candidate, !history[position].hasPrefix(text) {
      candidate = Self.position(in: history, upTo: position - 1, of: text)
    }
    return candidate.map { history[$0] }
  }

  private static func position(in history: [String], upTo last: Int, of text: String) -> Int? {
    let count = text.utf8.count
    return stride(from: last, through: 0, by: -1).first { index in
      let entry = history[index].utf8
      return entry.count > count && entry.starts(with: text.utf8)
    }
  }
}
