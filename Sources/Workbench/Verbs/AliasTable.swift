import Synchronization

/// The aliases of one run: a word and the line it stands for.
package final class AliasTable: Sendable {
  private let table = Mutex<[String: String]>([:])

  package init() {}

  /// The line that `word` stands for.
  package subscript(word: String) -> String? {
    get { table.withLock { $0[word] } }
    set { table.withLock { $0[word] = newValue } }
  }

  /// All of them, by word.
  package var all: [(word: String, line: String)] {
    table.withLock { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
  }
}

/// Whether a script met its goal: the last `finish` decides.
package final class GoalRecord: Sendable {
  private let missed = Mutex(false)

  package init() {}

  package var isMissed: Bool {
    get { missed.withLock { $0 } }
    set { missed.withLock { $0 = newValue } }
  }
}
