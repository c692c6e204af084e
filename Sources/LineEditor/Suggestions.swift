internal import Glibc

/// Finds the newest entry of the history that goes on from what is typed.
///
/// While a line grows the search goes on where it stood: what did not begin like the shorter text
/// does not begin like the longer one.
struct Suggestions {
  private var text = ""
  private var historyCount = 0
  /// Position of the newest entry whose bytes begin with those of the text; nil when there is none.
  private var newest: Int?
  /// The entries one behind the other, in UTF-8: a key may have to look at all of them.
  private var bytes: [UInt8] = []
  /// Where each entry begins, and where the last one ends.
  private var bounds = [0]

  /// Takes in the entries that a history, which only ever grows, has grown by since the last call.
  mutating func takeIn(_ history: [String]) {
    for entry in history.dropFirst(bounds.count - 1) {
      bytes += entry.utf8
      bounds.append(bytes.count)
    }
  }

  mutating func newest(in history: [String], beginningWith text: String) -> String? {
    takeIn(history)
    let goesOn =
      history.count == historyCount && !self.text.isEmpty
      && text.utf8.starts(with: self.text.utf8)
    let start = goesOn ? newest : history.count - 1
    self.text = text
    historyCount = history.count
    let prefix = Array(text.utf8)
    newest = start.flatMap { position(upTo: $0, of: prefix) }
    // The bytes may end inside of a grapheme of the entry; that is not a beginning of it.
    var candidate = newest
    while let position = candidate, !history[position].hasPrefix(text) {
      candidate = self.position(upTo: position - 1, of: prefix)
    }
    return candidate.map { history[$0] }
  }

  /// The newest longer entry that begins with the prefix.
  private func position(upTo last: Int, of prefix: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      guard let first = bytes.baseAddress else { return nil }
      return stride(from: last, through: 0, by: -1).first { index in
        let start = bounds[index]
        return bounds[index + 1] - start > prefix.count
          && memcmp(first + start, prefix, prefix.count) == 0
      }
    }
  }
}
