/// One thing a verb changed, with the value it had before.
package enum UndoEntry: Sendable, Hashable {
  case current(String?)
  case setting(name: String, value: String?)
  case position(taskID: String, Position)

  func isSameThing(as other: UndoEntry) -> Bool {
    switch (self, other) {
    case (.current, .current): true
    case (.setting(let left, _), .setting(let right, _)): left == right
    case (.position(let left, _), .position(let right, _)): left == right
    default: false
    }
  }
}

/// What state-changing verbs changed, the latest last; what `undo` and `redo` walk along.
package struct UndoHistory: Sendable, Hashable {
  /// One element per state-changing verb; each holds the values before it.
  package var past: [[UndoEntry]] = []
  /// One element per undone verb; each holds the values after it.
  package var future: [[UndoEntry]] = []
  /// Whether the running verb has an element in `past` already.
  var isRecording = false

  mutating func beginVerb() { isRecording = false }

  mutating func remember(_ entry: UndoEntry) {
    if !isRecording {
      past.append([])
      future = []
      isRecording = true
    }
    let last = past.count - 1
    if !past[last].contains(where: { $0.isSameThing(as: entry) }) { past[last].append(entry) }
  }
}
