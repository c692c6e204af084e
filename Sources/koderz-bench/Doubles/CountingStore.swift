import CanonicalJSON
import Experiments
import Synchronization

/// A store that counts the transactions asked of the one behind it.
final class CountingStore: SessionStore {
  private let store: any SessionStore
  private let counted = Mutex(0)
  /// Whether snapshots are shown; without them a session is folded from its first event.
  private let showsSnapshots: Bool

  init(_ store: any SessionStore, showsSnapshots: Bool = true) {
    self.store = store
    self.showsSnapshots = showsSnapshots
  }

  /// Transactions that wrote, each durable when its call returned.
  var commits: Int { counted.withLock { $0 } }

  private func count() { counted.withLock { $0 += 1 } }

  var counts: StoreCounts { store.counts }

  func sessions(_ query: SessionQuery) async throws -> [SessionSummary] {
    try await store.sessions(query)
  }

  func sessionCount(_ query: SessionQuery) async throws -> Int {
    try await store.sessionCount(query)
  }

  func session(named name: String) async throws -> SessionSummary? {
    try await store.session(named: name)
  }

  func create(
    name: String, kind: SessionKind, run: String?, at: Timestamp
  ) async throws -> SessionID {
    count()
    return try await store.create(name: name, kind: kind, run: run, at: at)
  }

  func delete(_ session: SessionID) async throws {
    count()
    try await store.delete(session)
  }

  func hold(_ session: SessionID) async throws { try await store.hold(session) }

  func release(_ session: SessionID) async { await store.release(session) }

  func rename(_ session: SessionID, to name: String) async throws {
    count()
    try await store.rename(session, to: name)
  }

  func append(_ batch: SessionAppend, to session: SessionID) async throws {
    count()
    try await store.append(batch, to: session)
  }

  func events(of session: SessionID, ordinals: ClosedRange<Int>) async throws -> [EventRecord] {
    try await store.events(of: session, ordinals: ordinals)
  }

  func forEachEvent(
    of session: SessionID, after ordinal: Int,
    _ body: @Sendable (EventRecord) throws -> Void
  ) async throws {
    try await store.forEachEvent(of: session, after: ordinal, body)
  }

  func texts(_ hashes: [ContentHash]) async throws -> [ContentHash: String] {
    try await store.texts(hashes)
  }

  func snapshot(of session: SessionID) async throws -> StoredSnapshot? {
    showsSnapshots ? try await store.snapshot(of: session) : nil
  }

  func save(_ snapshot: StoredSnapshot, of session: SessionID) async throws {
    count()
    try await store.save(snapshot, of: session)
  }

  func results(taskID: String) async throws -> [StoredResult] {
    try await store.results(taskID: taskID)
  }

  func results(of sessions: [SessionID]) async throws -> [StoredResult] {
    try await store.results(of: sessions)
  }

  func project(_ sessions: [SessionResults]) async throws {
    count()
    try await store.project(sessions)
  }

  func specs(taskID: String, key: ContentHash?) async throws -> [StoredSpec] {
    try await store.specs(taskID: taskID, key: key)
  }
}
