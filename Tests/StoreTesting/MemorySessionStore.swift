package import Experiments
internal import Synchronization

/// Sessions in memory, with the manners of a durable store.
package final class MemorySessionStore: SessionStore {
  /// What several stores share, as processes share a disk.
  package final class Shelf: Sendable {
    let contents = Mutex(MemoryContents())

    package init() {}
  }

  private let shelf: Shelf
  private let holder: MemoryContents.Holder

  package init(on shelf: Shelf = Shelf()) {
    self.shelf = shelf
    holder = shelf.contents.withLock { $0.newHolder() }
  }

  deinit { shelf.contents.withLock { $0.releaseAll(of: holder) } }

  package func sessions() async throws -> [SessionSummary] {
    shelf.contents.withLock { $0.summaries }
  }

  package func create(name: String, at: Timestamp) async throws -> SessionID {
    try shelf.contents.withLock { try $0.create(name, at: at, by: holder) }
  }

  package func hold(_ session: SessionID) async throws {
    try shelf.contents.withLock { try $0.hold(session, by: holder) }
  }

  package func release(_ session: SessionID) async {
    shelf.contents.withLock { $0.release(session, by: holder) }
  }

  package func rename(_ session: SessionID, to name: String) async throws {
    try shelf.contents.withLock { try $0.rename(session, to: name, by: holder) }
  }

  package func append(
    _ events: [EventRecord], texts: [String], to session: SessionID
  ) async throws {
    try shelf.contents.withLock { try $0.append(events, texts: texts, to: session, by: holder) }
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
    try shelf.contents.withLock { try $0.save(snapshot, of: session) }
  }

  package func specs(taskID: String, key: ContentHash?) async throws -> [StoredSpec] {
    try shelf.contents.withLock { try $0.specs(taskID: taskID, key: key) }
  }
}
