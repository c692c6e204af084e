import Synchronization

/// The lines that `every` runs after each so many attempts, for one run of koderz.
package final class HookTable: Sendable {
  /// One line and how often it runs.
  package struct Hook: Sendable, Hashable {
    /// From 1, never used again.
    package var number: Int
    /// Attempts between two runs.
    package var interval: Int
    package var line: String
    /// Attempts since it was made or last run.
    package var waited = 0
  }

  private struct State {
    var hooks: [Hook] = []
    var last = 0
  }

  private let state = Mutex(State())

  package init() {}

  package var all: [Hook] { state.withLock { $0.hooks } }

  /// Adds a line; returns its number.
  func add(_ line: String, every interval: Int) -> Int {
    state.withLock { state in
      state.last += 1
      state.hooks.append(Hook(number: state.last, interval: interval, line: line))
      return state.last
    }
  }

  /// Takes a line out; false when there is none of that number.
  func remove(_ number: Int) -> Bool {
    state.withLock { state in
      let count = state.hooks.count
      state.hooks.removeAll { $0.number == number }
      return state.hooks.count < count
    }
  }

  /// Counts one attempt; returns the lines that are due.
  func attemptMade() -> [Hook] {
    state.withLock { state in
      var due: [Hook] = []
      for index in state.hooks.indices {
        state.hooks[index].waited += 1
        guard state.hooks[index].waited == state.hooks[index].interval else { continue }
        state.hooks[index].waited = 0
        due.append(state.hooks[index])
      }
      return due
    }
  }
}
