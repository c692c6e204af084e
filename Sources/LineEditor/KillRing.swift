/// What was deleted word by word or to an end of the line; what was deleted in one go is one text.
struct KillRing {
  /// Where the deleted text stood, seen from the cursor.
  enum Side { case left, right }

  /// Newest first.
  private(set) var texts: [String] = []
  private let limit = 16

  /// Adds a text, to the newest one if the deletion goes on from it.
  mutating func add(_ text: String, from side: Side, goesOn: Bool) {
    if goesOn, let newest = texts.first {
      texts[0] = side == .left ? text + newest : newest + text
    } else {
      texts.insert(text, at: 0)
      if texts.count > limit { texts.removeLast() }
    }
  }
}
