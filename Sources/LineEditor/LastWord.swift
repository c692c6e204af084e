/// A walk through the last words of the history with Alt-., newest first.
struct LastWord: Equatable {
  /// The line without any of the words.
  private let before: LineBuffer
  /// The line with the word, as long as no other key changes it.
  private(set) var made: LineBuffer
  /// Position of the word's entry in the history; nil before the first.
  private var index: Int?

  init(before: LineBuffer) {
    self.before = before
    made = before
  }

  /// The walk at an older entry that has another word; nil when there is none.
  func next(in history: [String]) -> LastWord? {
    for candidate in history.indices.prefix(index ?? history.count).reversed() {
      let words = history[candidate].split(whereSeparator: \.isWhitespace)
      guard let word = words.last else { continue }
      var next = self
      next.index = candidate
      next.made = before
      next.made.insert(String(word))
      if next.made != made { return next }
    }
    return nil
  }
}
