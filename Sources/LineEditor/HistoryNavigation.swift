/// A walk through the history with Up and Down, over the entries that begin with what was typed.
///
/// A line that was entered more than once is shown once, at its newest place.
///
/// Not libedit's own: that keeps only 1024 characters of the line one was typing.
struct HistoryNavigation {
  /// The line when the walk began.
  let typed: String
  /// What recalled entries begin with.
  private let prefix: String
  /// The line that the walk shows now.
  private(set) var shown: String
  /// Position in the history; its count stands for the typed line.
  private(set) var index: Int

  init(from typed: String, in history: [String]) {
    self.typed = typed
    prefix = typed
    shown = typed
    index = history.count
  }

  /// A walk over all entries that stands at one of them, as a search has found it.
  init(from typed: String, at index: Int, in history: [String]) {
    self.typed = typed
    prefix = ""
    shown = history[index]
    self.index = index
  }

  /// Goes to the next entry in a direction, -1 for older; nil, and nothing moves, when there is none.
  mutating func step(_ direction: Int, in history: [String]) -> String? {
    go(to: stop(from: index + direction, direction, in: history), in: history)
  }

  /// Goes to the oldest entry (-1) or to the line one typed (1); nil when the walk stands there.
  mutating func jump(_ direction: Int, in history: [String]) -> String? {
    guard direction < 0 else { return go(to: history.count, in: history) }
    let oldest = stop(from: 0, 1, in: history)
    return oldest < index ? go(to: oldest, in: history) : nil
  }

  private func stop(from start: Int, _ direction: Int, in history: [String]) -> Int {
    var candidate = start
    while history.indices.contains(candidate), !isStop(candidate, in: history) {
      candidate += direction
    }
    return candidate
  }

  private mutating func go(to candidate: Int, in history: [String]) -> String? {
    guard candidate >= 0, candidate <= history.count, candidate != index else { return nil }
    index = candidate
    shown = candidate == history.count ? typed : history[candidate]
    return shown
  }

  private func isStop(_ index: Int, in history: [String]) -> Bool {
    let entry = history[index]
    return entry != shown && entry.hasPrefix(prefix) && !history[(index + 1)...].contains(entry)
  }
}
