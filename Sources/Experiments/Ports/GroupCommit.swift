internal import Synchronization

/// Writes what many callers bring in few transactions: what arrives while one is being written waits
/// and is written together in the next.
///
/// No task of its own writes: the caller who finds nobody writing does so for all who wait, and hands
/// over to one who came meanwhile. So a caller alone pays nothing for the others.
package final class GroupCommit<Item: Sendable>: Sendable {
  /// What a caller who waited has to do now.
  private enum Turn: Sendable {
    case write
    case done(Result<Void, any Error>)
  }

  private struct Waiting {
    var item: Item
    var turn: CheckedContinuation<Turn, Never>
  }

  private struct State {
    var isWriting = false
    var waiting: [Waiting] = []
  }

  /// Makes a group durable and says of each member, in their order, how it went.
  package typealias Write = @Sendable (_ group: [Item]) async -> [Result<Void, any Error>]

  private let state = Mutex(State())

  package init() {}

  /// Returns when the item is durable; every caller's `write` must do the same.
  ///
  /// **Effects**: cancellation of the calling task changes nothing.
  ///
  /// - Throws: what `write` said of this item.
  package func submit(_ item: Item, write: Write) async throws {
    let turn = await withCheckedContinuation { turn in
      let mayWrite = state.withLock { state in
        if state.isWriting { state.waiting.append(Waiting(item: item, turn: turn)) }
        defer { state.isWriting = true }
        return !state.isWriting
      }
      if mayWrite { turn.resume(returning: .write) }
    }
    switch turn {
    case .done(let result): try result.get()
    case .write: try await writeGroup(with: item, write).get()
    }
  }

  private func writeGroup(with own: Item, _ write: Write) async -> Result<Void, any Error> {
    // Tasks that are ready to append do so first, however fast the disk is.
    await Task.yield()
    let others = state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
    let results = await write([own] + others.map(\.item))
    for (other, result) in zip(others, results.dropFirst()) {
      other.turn.resume(returning: .done(result))
    }
    handOver()
    return results[0]
  }

  private func handOver() {
    let next = state.withLock { state -> Waiting? in
      guard !state.waiting.isEmpty else {
        state.isWriting = false
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.turn.resume(returning: .write)
  }
}
