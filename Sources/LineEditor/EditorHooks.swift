/// What the application adds to the editor.
///
/// All of them run on the editor's thread while a key is handled: they must be quick and must not
/// wait for anything.
package struct EditorHooks: Sendable {
  /// Candidates for the word before the cursor.
  package var complete: @Sendable (_ beforeCursor: String) -> Completion
  /// The line in colours.
  ///
  /// A result whose text differs from the line is not used.
  package var highlight: @Sendable (_ line: String) -> [StyledSpan]
  /// Shown dim after the end of a line that no history entry continues; it cannot be accepted.
  package var placeholder: @Sendable (_ line: String) -> String
  /// A line shown under the input; nil for none.
  package var hint: @Sendable (_ line: String) -> String?
  /// Whether Enter runs the line; otherwise Enter opens another line of the same input.
  package var isComplete: @Sendable (_ line: String) -> Bool

  /// Told after each paint how long ago its keys were decoded; for measurements.
  package var painted: (@Sendable (Duration) -> Void)?

  /// Hooks that do nothing, unless they are given.
  package init(
    complete: @escaping @Sendable (_ beforeCursor: String) -> Completion = { _ in .none },
    highlight: @escaping @Sendable (_ line: String) -> [StyledSpan] = { [StyledSpan($0)] },
    placeholder: @escaping @Sendable (_ line: String) -> String = { _ in "" },
    hint: @escaping @Sendable (_ line: String) -> String? = { _ in nil },
    isComplete: @escaping @Sendable (_ line: String) -> Bool = { _ in true }
  ) {
    self.complete = complete
    self.highlight = highlight
    self.placeholder = placeholder
    self.hint = hint
    self.isComplete = isComplete
  }
}

/// What may stand where the cursor is.
package struct Completion: Sendable, Equatable {
  /// How many characters before the cursor a candidate replaces.
  package var replacedCount: Int
  /// In the order in which they are offered.
  package var candidates: [MenuItem]

  /// The candidates for the last `replacedCount` characters.
  package init(replacing replacedCount: Int, with candidates: [MenuItem]) {
    self.replacedCount = replacedCount
    self.candidates = candidates
  }

  /// Nothing fits.
  package static let none = Completion(replacing: 0, with: [])

  /// What all candidates begin with.
  var commonPrefix: String {
    guard let first = candidates.first?.text else { return "" }
    // By bytes, since there may be thousands.
    var count = first.utf8.count
    for candidate in candidates.dropFirst() {
      var shared = 0
      for (byte, other) in zip(first.utf8.prefix(count), candidate.text.utf8) {
        guard byte == other else { break }
        shared += 1
      }
      count = shared
    }
    var common = first[..<first.utf8.index(first.startIndex, offsetBy: count)]
    // Not in the middle of a character, of whichever candidate.
    if !candidates.allSatisfy({ $0.text.utf8.dropFirst(count).first ?? 0 < 0x80 }) {
      common = first[..<first.index(first.startIndex, offsetBy: common.count)]
      for candidate in candidates {
        while !candidate.text.hasPrefix(common) { common.removeLast() }
      }
    }
    return String(common)
  }
}

/// One thing that may stand where the cursor is.
package struct MenuItem: Sendable, Equatable {
  /// Replaces the characters before the cursor.
  package var text: String
  /// Shown beside it in the menu.
  package var note: String
  /// Follows the text once the candidate is taken: a space, or nothing after a directory's slash.
  package var suffix: String

  /// A candidate that a space follows, unless a suffix is given.
  package init(_ text: String, note: String = "", suffix: String = " ") {
    self.text = text
    self.note = note
    self.suffix = suffix
  }
}
