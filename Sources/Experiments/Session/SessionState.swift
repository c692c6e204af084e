package import CanonicalJSON

/// A session as its events make it: a pure fold, with no reference to store, clock or network.
package struct SessionState: Sendable, Hashable {
  /// The rules that a session follows that begins now.
  ///
  /// Version 1 had one attempt in the making at a place, and everything happened at the head. Its
  /// sessions are folded by the same functions; where the rules differ they ask `format`.
  package static let newestFormat = 2

  package internal(set) var name = ""
  /// Version of the rules that this session was begun with.
  package private(set) var format = newestFormat
  /// The last event applied; 0 before the first.
  package private(set) var lastOrdinal = 0
  package private(set) var lastHash = ContentHash.none
  /// Ordinal of the last `command` event; 0 before the first.
  package internal(set) var lastCommand = 0
  /// The taskID of the problem in use.
  package internal(set) var current: String?
  /// What `set` changed in this session, by name.
  package internal(set) var settings: [String: String] = [:]
  /// By taskID.
  package internal(set) var experiments: [String: Experiment] = [:]
  /// TaskIDs in the order the problems were opened.
  package internal(set) var order: [String] = []
  package internal(set) var noteCount = 0
  package internal(set) var parts = StateParts()
  package private(set) var history = UndoHistory()

  package init() {}

  init(
    lastOrdinal: Int, lastHash: ContentHash, format: Int, history: UndoHistory
  ) {
    self.lastOrdinal = lastOrdinal
    self.lastHash = lastHash
    self.format = format
    self.history = history
  }

  /// The experiment of the problem in use.
  package var experiment: Experiment? { current.flatMap { experiments[$0] } }

  /// Takes in the next event; the same function serves running and opening a session.
  ///
  /// - Throws: `EventError` when the event does not follow: a gap, a broken chain, a number that
  ///   does not exist. The state is then unchanged or half changed and must be thrown away.
  package mutating func apply(_ event: Event) throws(EventError) {
    guard event.ordinal == lastOrdinal + 1, event.previous == lastHash else {
      throw EventError(
        ordinal: event.ordinal, message: "does not follow event #\(lastOrdinal) of this session")
    }
    try event.payload.apply(to: &self, event)
    lastOrdinal = event.ordinal
    lastHash = event.hash
  }

  /// Begins the session.
  mutating func begin(name: String, format: Int, _ event: Event) throws(EventError) {
    guard (1...Self.newestFormat).contains(format) else {
      throw EventError(
        ordinal: event.ordinal,
        message: "the session is of format \(format), made by a newer koderz")
    }
    (self.name, self.format) = (name, format)
  }

  /// Changes a part that a kind of event keeps for itself; `undo` can take it back.
  ///
  /// - Throws: what `body` throws.
  package mutating func change<Part: StatePart>(
    _ type: Part.Type, _ event: Event, _ body: (inout Part) throws(EventError) -> Void
  ) throws(EventError) {
    remember(.part(name: Part.name, parts), of: event)
    try body(&parts[type])
  }

  /// Keeps a value for `undo`, when the event belongs to a line.
  mutating func remember(_ entry: UndoEntry, of event: Event) {
    guard let command = event.command ?? (format == 1 ? lastCommand : nil) else { return }
    history.remember(entry, of: command)
  }

  mutating func undo(_ event: Event) throws(EventError) {
    guard let step = history.past.popLast() else {
      throw EventError(ordinal: event.ordinal, message: "there was nothing to undo")
    }
    history.future.append(exchange(step))
  }

  mutating func redo(_ event: Event) throws(EventError) {
    guard let step = history.future.popLast() else {
      throw EventError(ordinal: event.ordinal, message: "there was nothing to redo")
    }
    history.past.append(exchange(step))
  }

  /// Puts the values in place and returns those they replace.
  private mutating func exchange(_ step: UndoHistory.Step) -> UndoHistory.Step {
    var replaced = step
    replaced.entries = step.entries.map { exchange($0) }
    return replaced
  }

  private mutating func exchange(_ entry: UndoEntry) -> UndoEntry {
    switch entry {
    case .current(let value):
      defer { current = value }
      return .current(current)
    case .setting(let name, let value):
      defer { settings[name] = value }
      return .setting(name: name, value: settings[name])
    case .position(let taskID, let value):
      let replaced = experiments[taskID]?.position ?? Position()
      experiments[taskID]?.position = value
      return .position(taskID: taskID, replaced)
    case .giving(let taskID, let ordinal, let isGone):
      let wasGone = experiments[taskID]?.undone.contains(ordinal) ?? false
      if isGone {
        experiments[taskID]?.undone.insert(ordinal)
      } else {
        experiments[taskID]?.undone.remove(ordinal)
      }
      return .giving(taskID: taskID, ordinal: ordinal, isGone: wasGone)
    case .part(let name, let before):
      let replaced = parts
      _ = parts.exchange(name, with: before.values[name])
      return .part(name: name, replaced)
    }
  }
}
