package import Experiments
internal import GRDB

extension SQLiteSessionStore {
  package func append(
    _ events: [EventRecord],
    texts: [String],
    to session: SessionID
  ) async throws {
    try write("append events") { [self] db in
      guard isHeld(session) else { throw notHeld(try find(session, db).name) }
      for text in texts { try TextRow.insert(text, db) }
      guard let first = events.first, let last = events.last else { return }
      // Moving the head from where the events begin is the check that nothing came between.
      guard try SessionRow.moveHead(of: session, from: first, to: last, db) else {
        let head = try find(session, db)
        throw conflict(first, in: head.name, expected: head.eventCount + 1)
      }
      var previous = first.previous
      for (ordinal, event) in zip(first.ordinal..., events) {
        guard event.ordinal == ordinal, event.previous == previous else {
          throw conflict(event, in: try find(session, db).name, expected: ordinal)
        }
        try EventRow(record: event).insert(into: session, db)
        previous = event.hash
      }
    }
  }

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

  private func notHeld(_ name: String) -> StoreError {
    StoreError(
      code: .notHeld,
      message: "session “\(name)” is not open for writing by this process; "
        + "nothing was stored: open the session again")
  }

  private func conflict(_ event: EventRecord, in name: String, expected: Int) -> StoreError {
    let reason =
      event.ordinal == expected
      ? "it does not follow the event before it" : "the next event has number \(expected)"
    return StoreError(
      code: .conflict,
      message: "event #\(event.ordinal) cannot join session “\(name)” in \(path): \(reason); "
        + "nothing was stored: open the session again to see its present state")
  }
}
