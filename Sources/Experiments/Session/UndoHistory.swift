/// One thing a verb changed, with the value it had before.
package enum UndoEntry: Sendable, Hashable {
  case current(String?)
  case setting(name: String, value: String?)
  case position(taskID: String, Position)
  /// Whether something that was given is in no prompt; by the ordinal of its event.
  case giving(taskID: String, ordinal: Int, isGone: Bool)
  /// A part that a kind of event keeps for itself, by name, as all parts were before.
  case part(name: String, StateParts)

  func isSameThing(as other: UndoEntry) -> Bool {
    switch (self, other) {
    case (.current, .current): true
    case (.setting(let left, _), .setting(let right, _)): left == right
    case (.position(let left, _), .position(let right, _)): left == right
    case (.giving(_, let left, _), .giving(_, let right, _)): left == right
    case (.part(let left, _), .part(let right, _)): left == right
    default: false
    }
  }
}

/// What state-changing verbs changed; what `undo` and `redo` walk along.
///
/// Work of several callers may be interleaved: each event belongs to the verb that it names, and the
/// verb that began last is undone first.
package struct UndoHistory: Sendable, Hashable {
  /// What one verb changed.
  package struct Step: Sendable, Hashable {
    /// Ordinal of the verb's `command` event.
    package var command: Int
    package var entries: [UndoEntry] = []
  }

  /// One step per state-changing verb, in the order in which they began; each holds the values before.
  package internal(set) var past: [Step] = []
  /// One step per undone verb; each holds the values after it.
  package internal(set) var future: [Step] = []

  mutating func remember(_ entry: UndoEntry, of command: Int) {
    var index = past.count
    while index > 0, past[index - 1].command > command { index -= 1 }
    if index == 0 || past[index - 1].command != command {
      past.insert(Step(command: command), at: index)
      future = []
      index += 1
    }
    guard !past[index - 1].entries.contains(where: { $0.isSameThing(as: entry) }) else { return }
    past[index - 1].entries.append(entry)
  }
}
