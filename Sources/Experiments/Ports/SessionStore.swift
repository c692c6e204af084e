/// Keeps sessions: append-only events, long texts by content, snapshots of the fold.
package protocol SessionStore: Sendable {
  /// Every session, the newest first.
  ///
  /// - Throws: `StoreError`.
  func sessions() async throws -> [SessionSummary]

  /// Makes an empty session and holds it for this process.
  ///
  /// - Throws: `StoreError` with code `nameTaken` when the name exists.
  func create(name: String, at: Timestamp) async throws -> SessionID

  /// Holds a session for this process until `release`.
  ///
  /// - Throws: `StoreError` with code `held` naming the process that holds it.
  func hold(_ session: SessionID) async throws

  /// Gives a held session back. Does nothing when it is not held.
  func release(_ session: SessionID) async

  /// Renames a session.
  ///
  /// - Throws: `StoreError` with code `nameTaken`.
  func rename(_ session: SessionID, to name: String) async throws

  /// Appends events and the texts they name in one transaction, durable on return.
  ///
  /// **Effects**: never half done; not stopped by cancellation of the calling task.
  ///
  /// - Throws: `StoreError`: `diskFull`, `conflict` when an ordinal is taken, `notHeld`.
  func append(_ events: [EventRecord], texts: [String], to session: SessionID) async throws

  /// Events with ordinals in `ordinals`, in order.
  ///
  /// - Throws: `StoreError`.
  func events(of session: SessionID, ordinals: ClosedRange<Int>) async throws -> [EventRecord]

  /// Calls `body` with every event after `ordinal`, in order, without holding them all.
  ///
  /// - Throws: `StoreError`, and what `body` throws.
  func forEachEvent(
    of session: SessionID,
    after ordinal: Int,
    _ body: @Sendable (EventRecord) throws -> Void
  ) async throws

  /// The texts with these hashes; hashes that are not stored are missing from the result.
  ///
  /// - Throws: `StoreError`.
  func texts(_ hashes: [ContentHash]) async throws -> [ContentHash: String]

  /// The latest snapshot of a session: the bytes, and the ordinal and hash they stand for.
  ///
  /// - Throws: `StoreError`.
  func snapshot(of session: SessionID) async throws -> StoredSnapshot?

  /// Replaces the snapshot of a session.
  ///
  /// - Throws: `StoreError`.
  func save(_ snapshot: StoredSnapshot, of session: SessionID) async throws

  /// Specs of all sessions with this key, or of this problem when `key` is nil; the newest first.
  ///
  /// - Throws: `StoreError`.
  func specs(taskID: String, key: ContentHash?) async throws -> [StoredSpec]
}

/// Names a session inside its store.
package struct SessionID: Sendable, Hashable {
  package var rawValue: Int64

  package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// One session in a listing.
package struct SessionSummary: Sendable, Hashable {
  package var id: SessionID
  package var name: String
  package var createdAt: Timestamp
  package var eventCount: Int
  package var lastEventAt: Timestamp?
  /// The process that holds it now, such as `process 4711 since 2026-11-21T10:02:31.512Z`; nil when free.
  package var holder: String?

  package init(
    id: SessionID,
    name: String,
    createdAt: Timestamp,
    eventCount: Int,
    lastEventAt: Timestamp?,
    holder: String?
  ) {
    self.id = id
    self.name = name
    self.createdAt = createdAt
    self.eventCount = eventCount
    self.lastEventAt = lastEventAt
    self.holder = holder
  }
}

/// A fold of a session's first events, ready to be read back.
package struct StoredSnapshot: Sendable, Hashable {
  /// The last event it includes.
  package var ordinal: Int
  /// That event's hash.
  package var hash: ContentHash
  /// Version of the encoding; a snapshot of another version is not read.
  package var version: Int
  package var bytes: [UInt8]

  package init(ordinal: Int, hash: ContentHash, version: Int, bytes: [UInt8]) {
    self.ordinal = ordinal
    self.hash = hash
    self.version = version
    self.bytes = bytes
  }
}

/// A spec found in any session of the store.
package struct StoredSpec: Sendable, Hashable {
  package var session: String
  package var spec: SpecMade

  package init(session: String, spec: SpecMade) {
    self.session = session
    self.spec = spec
  }
}

/// What could still be read of one session in a damaged store.
package struct RecoveredSession: Sendable, Hashable {
  package var name: String
  /// In order; ordinals may be missing.
  package var events: [EventRecord]
  package var texts: [String]
  /// What is missing, one sentence each.
  package var losses: [String]

  package init(name: String, events: [EventRecord], texts: [String], losses: [String]) {
    self.name = name
    self.events = events
    self.texts = texts
    self.losses = losses
  }
}

/// Why a store could not do what was asked.
package struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of fault it was.
  package enum Code: String, Sendable, Hashable {
    case foreign
    case damaged
    case newer
    case unreadable
    case held
    case notHeld = "not-held"
    case nameTaken = "name-taken"
    case notFound = "not-found"
    case conflict
    case diskFull = "disk-full"
    case busy
  }

  package var code: Code
  /// What failed, on what, why, what to try.
  package var message: String

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
