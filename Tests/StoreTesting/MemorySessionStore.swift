package import CanonicalJSON
package import Experiments
internal import Synchronization

/// Sessions in memory, with the manners of a durable store.
package final class MemorySessionStore: SessionStore {
  /// What several stores share, as processes share a disk.
  package final class Shelf: Sendable {
    let contents = Mutex(MemoryContents())

    package init() {}
  }

  private struct Append: Sendable {
    var batch: SessionAppend
    var session: SessionID
  }

  /// How far this store has come, and where it fails.
  private struct Progress {
    var counts = StoreCounts()
    /// Appends that were tried.
    var tried = 0
    var faults: [Int: StoreError] = [:]
  }

  private let shelf: Shelf
  private let holder: MemoryContents.Holder
  private let appending = GroupCommit<Append>()
  private let progress = Mutex(Progress())

  package init(on shelf: Shelf = Shelf()) {
    self.shelf = shelf
    holder = shelf.contents.withLock { $0.newHolder() }
  }

  deinit { shelf.contents.withLock { $0.releaseAll(of: holder) } }

  package var counts: StoreCounts { progress.withLock { $0.counts } }

  /// Makes an append fail, counted from 1 for the next one, wherever in a group it is written.
  package func fail(append number: Int, with error: StoreError) {
    progress.withLock { $0.faults[$0.tried + number] = error }
  }

  package func sessions(_ query: SessionQuery) async throws -> [SessionSummary] {
    shelf.contents.withLock { $0.summaries(query) }
  }

  package func sessionCount(_ query: SessionQuery) async throws -> Int {
    var all = query
    all.limit = nil
    return shelf.contents.withLock { [all] in $0.summaries(all).count }
  }

  package func session(named name: String) async throws -> SessionSummary? {
    shelf.contents.withLock { $0.summary(named: name) }
  }

  package func create(
    name: String, kind: SessionKind, run: String?, at: Timestamp
  ) async throws -> SessionID {
    try commit { try $0.create(name, kind: kind, run: run, at: at, by: holder) }
  }

  package func delete(_ session: SessionID) async throws {
    try commit { try $0.delete(session) }
  }

  /// Changes the contents, which counts as a transaction when nothing is thrown.
  private func commit<Value>(_ change: (inout MemoryContents) throws -> Value) rethrows -> Value {
    // The thrown error leaves the shelf as it was: every change checks before it writes.
    let value = try shelf.contents.withLock { contents in try change(&contents) }
    progress.withLock { $0.counts.commits += 1 }
    return value
  }

  package func hold(_ session: SessionID) async throws {
    try shelf.contents.withLock { try $0.hold(session, by: holder) }
  }

  package func release(_ session: SessionID) async {
    shelf.contents.withLock { $0.release(session, by: holder) }
  }

  package func rename(_ session: SessionID, to name: String) async throws {
    try commit { try $0.rename(session, to: name, by: holder) }
  }

  package func append(_ batch: SessionAppend, to session: SessionID) async throws {
    try await appending.submit(Append(batch: batch, session: session)) { [self] in write($0) }
  }

  private func write(_ group: [Append]) -> [Result<Void, any Error>] {
    let results = group.map { append in
      Result<Void, any Error> {
        if let fault = nextFault() { throw fault }
        try shelf.contents.withLock { contents in
          try contents.append(append.batch, to: append.session, by: holder)
        }
      }
    }
    let stored = results.count { if case .success = $0 { true } else { false } }
    progress.withLock { progress in
      progress.counts.appends += stored
      if stored > 0 { progress.counts.commits += 1 }
    }
    return results
  }

  private func nextFault() -> StoreError? {
    progress.withLock { progress in
      progress.tried += 1
      return progress.faults.removeValue(forKey: progress.tried)
    }
  }

  package func events(
    of session: SessionID, ordinals: ClosedRange<Int>
  ) async throws -> [EventRecord] {
    shelf.contents.withLock { contents in
      (contents.sessions[session]?.events ?? []).filter { ordinals.contains($0.ordinal) }
    }
  }

  package func forEachEvent(
    of session: SessionID, after ordinal: Int, _ body: @Sendable (EventRecord) throws -> Void
  ) async throws {
    let events = shelf.contents.withLock { $0.sessions[session]?.events ?? [] }
    for event in events where event.ordinal > ordinal { try body(event) }
  }

  package func texts(_ hashes: [ContentHash]) async throws -> [ContentHash: String] {
    shelf.contents.withLock { contents in
      contents.texts.filter { hashes.contains($0.key) }
    }
  }

  package func snapshot(of session: SessionID) async throws -> StoredSnapshot? {
    shelf.contents.withLock { $0.sessions[session]?.snapshot }
  }

  package func save(_ snapshot: StoredSnapshot, of session: SessionID) async throws {
    try commit { try $0.save(snapshot, of: session) }
  }

  package func specs(taskID: String, key: ContentHash?) async throws -> [StoredSpec] {
    try shelf.contents.withLock { try $0.specs(taskID: taskID, key: key) }
  }

  package func results(taskID: String) async throws -> [StoredResult] {
    shelf.contents.withLock { $0.results(taskID: taskID) }
  }

  package func results(of sessions: [SessionID]) async throws -> [StoredResult] {
    shelf.contents.withLock { $0.results(of: sessions) }
  }

  package func project(_ sessions: [SessionResults]) async throws {
    guard !sessions.isEmpty else { return }
    commit { contents in
      for session in sessions { contents.project(session) }
    }
  }
}
