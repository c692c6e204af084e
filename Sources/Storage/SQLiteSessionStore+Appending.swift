import CanonicalJSON
package import Experiments
internal import GRDB
internal import Synchronization

/// What one caller appends to one session, its texts hashed before any lock is taken.
struct PreparedAppend: Sendable {
  var session: SessionID
  var batch: SessionAppend
  var texts: [(hash: ContentHash, text: String)]

  init(_ batch: SessionAppend, to session: SessionID) {
    self.session = session
    self.batch = batch
    texts = batch.texts.map { ($0.hash, $0.text) }
  }
}

extension SQLiteSessionStore {
  private static let doing = "append events"

  package func append(_ batch: SessionAppend, to session: SessionID) async throws {
    try await appending.submit(PreparedAppend(batch, to: session)) { [self] in write($0) }
  }

  /// Writes a group in one transaction and says of each member how it went.
  ///
  /// A member that fails takes back what is its own and nothing else.
  func write(_ group: [PreparedAppend]) -> [Result<Void, any Error>] {
    /// Ends a transaction that has nothing to commit.
    struct NothingStored: Error { var results: [Result<Void, any Error>] }
    do {
      let results = try write(Self.doing) { db in
        let results = try group.map { try store($0, db) }
        guard results.contains(where: \.isSuccess) else { throw NothingStored(results: results) }
        return results
      }
      written.withLock { $0.appends += results.count(where: \.isSuccess) }
      return results
    } catch let nothing as NothingStored {
      return nothing.results
    } catch let error as StoreError where error.code == .diskFull && group.count > 1 {
      // What is too long for the disk must not keep out what still fits.
      return group.flatMap { write([$0]) }
    } catch {
      return group.map { _ in .failure(error) }
    }
  }

  /// - Throws: `StoreError` when the fault ended the whole transaction.
  private func store(_ append: PreparedAppend, _ db: Database) throws -> Result<Void, any Error> {
    do {
      try db.inSavepoint {
        try insert(append, db)
        return .commit
      }
      return .success(())
    } catch {
      let fault = StoreError(error, doing: Self.doing, at: path)
      guard db.isInsideTransaction else { throw fault }
      return .failure(fault)
    }
  }

  private func insert(_ append: PreparedAppend, _ db: Database) throws {
    let (session, events) = (append.session, append.batch.events)
    guard isHeld(session) else { throw notHeld(try find(session, db).name) }
    for (hash, text) in append.texts { try TextRow.insert(text, as: hash, db) }
    if let first = events.first, let last = events.last {
      // Moving the head from where the events begin is the check that nothing came between.
      guard try SessionRow.moveHead(of: session, from: first, to: last, db) else {
        let head = try find(session, db)
        throw conflict(first, in: head.name, expected: head.eventCount + 1)
      }
      try insert(events, after: first.previous, into: session, db)
    }
    guard let results = append.batch.results else { return }
    for result in results { try ResultRow.put(result, of: session, db) }
    guard let first = events.first, let last = events.last else { return }
    try SessionRow.moveResults(of: session, from: first.ordinal - 1, to: last.ordinal, db)
  }

  private func insert(
    _ events: [EventRecord], after hash: ContentHash, into session: SessionID, _ db: Database
  ) throws {
    var previous = hash
    for (ordinal, event) in zip((events.first?.ordinal ?? 1)..., events) {
      guard event.ordinal == ordinal, event.previous == previous else {
        throw conflict(event, in: try find(session, db).name, expected: ordinal)
      }
      try EventRow(record: event).insert(into: session, db)
      previous = event.hash
    }
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

extension Result {
  fileprivate var isSuccess: Bool { if case .success = self { true } else { false } }
}
