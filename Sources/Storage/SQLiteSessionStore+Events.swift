package import CanonicalJSON
package import Experiments
internal import GRDB

extension SQLiteSessionStore {
  /// Events with ordinals in a range, in order; none for a session that does not exist.
  ///
  /// - Throws: `StoreError`, `CancellationError`.
  package func events(
    of session: SessionID,
    ordinals: ClosedRange<Int>
  ) async throws -> [EventRecord] {
    try await read("read events") { db in
      var events: [EventRecord] = []
      let cursor = try EventRow.cursor(session, ordinals: ordinals, db)
      while let row = try cursor.next() { events.append(row.record) }
      return events
    }
  }

  /// Calls a function with every event after an ordinal, in order, without holding them all.
  ///
  /// Events never change, so they are read in batches, the next one while `body` takes in the last;
  /// other calls of this store go between.
  ///
  /// - Throws: `StoreError`, `CancellationError`, and what `body` throws.
  package func forEachEvent(
    of session: SessionID,
    after ordinal: Int,
    _ body: @Sendable (EventRecord) throws -> Void
  ) async throws {
    var batch = try await batch(of: session, after: ordinal)
    while let last = batch.last?.ordinal {
      async let next = self.batch(of: session, after: last)
      for event in batch { try body(event) }
      batch = try await next
    }
  }

  private func batch(of session: SessionID, after ordinal: Int) async throws -> [EventRecord] {
    try await read("read events") { db in
      var events: [EventRecord] = []
      events.reserveCapacity(1000)
      let cursor = try EventRow.cursor(session, ordinals: max(1, ordinal + 1)...Int.max, db)
      while events.count < 1000, let row = try cursor.next() { events.append(row.record) }
      return events
    }
  }

  package func texts(_ hashes: [ContentHash]) async throws -> [ContentHash: String] {
    try await read("read texts") { db in try TextRow.find(hashes, db) }
  }
}
