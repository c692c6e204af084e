package import CanonicalJSON

/// Keeps sessions: append-only events, long texts by content, results, snapshots of the fold.
package protocol SessionStore: Sendable {
  /// The sessions that a query is for, in its order.
  ///
  /// - Throws: `StoreError`.
  func sessions(_ query: SessionQuery) async throws -> [SessionSummary]

  /// How many sessions a query is for, its limit and order left out.
  ///
  /// - Throws: `StoreError`.
  func sessionCount(_ query: SessionQuery) async throws -> Int

  /// The session of this name; nil when there is none.
  ///
  /// - Throws: `StoreError`.
  func session(named name: String) async throws -> SessionSummary?

  /// Makes an empty session and holds it for this process.
  ///
  /// `run` names the run of many sessions that it is one of.
  ///
  /// - Throws: `StoreError` with code `nameTaken` when the name exists.
  func create(
    name: String, kind: SessionKind, run: String?, at: Timestamp
  ) async throws -> SessionID

  /// Removes a session with its events, results and snapshot.
  ///
  /// **Effects**: its texts stay, because other sessions may name them too.
  ///
  /// - Throws: `StoreError`: `held` when a process holds it, this one included; `notFound`.
  func delete(_ session: SessionID) async throws

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

  /// Appends events, the texts they name and the results they change, durable on return.
  ///
  /// What arrives while a transaction is being written is written together in the next one, in the
  /// order of arrival.
  ///
  /// **Effects**: never half done; one that fails harms no other; not stopped by cancellation of the
  /// calling task.
  ///
  /// - Throws: `StoreError`: `diskFull`, `conflict` when an ordinal is taken, `notHeld`.
  func append(_ batch: SessionAppend, to session: SessionID) async throws

  /// How much was written since the store was opened.
  var counts: StoreCounts { get }

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

  /// The results of a problem in all sessions, those of the oldest session first.
  ///
  /// - Throws: `StoreError`.
  func results(taskID: String) async throws -> [StoredResult]

  /// The results of some sessions, by session in the order given, then by taskID.
  ///
  /// - Throws: `StoreError`.
  func results(of sessions: [SessionID]) async throws -> [StoredResult]

  /// Replaces the results of sessions whose results end before their last event, in one transaction.
  ///
  /// Needs no hold. A session that went on since it was folded is left as it is.
  ///
  /// - Throws: `StoreError`.
  func project(_ sessions: [SessionResults]) async throws

  /// Specs of all sessions with this key, or of this problem when `key` is nil; the newest first.
  ///
  /// - Throws: `StoreError`.
  func specs(taskID: String, key: ContentHash?) async throws -> [StoredSpec]
}

extension SessionStore {
  /// Every session, the newest first.
  ///
  /// - Throws: `StoreError`.
  package func sessions() async throws -> [SessionSummary] {
    try await sessions(SessionQuery())
  }

  /// How many sessions there are.
  ///
  /// - Throws: `StoreError`.
  package func sessionCount() async throws -> Int {
    try await sessionCount(SessionQuery())
  }

  /// Makes an empty session of a person and holds it for this process.
  ///
  /// - Throws: `StoreError` with code `nameTaken` when the name exists.
  package func create(name: String, at: Timestamp) async throws -> SessionID {
    try await create(name: name, kind: .interactive, run: nil, at: at)
  }

  /// Appends events and texts without computed results.
  ///
  /// - Throws: as `append(_:to:)`.
  package func append(
    _ events: [EventRecord], texts: [String], to session: SessionID
  ) async throws {
    try await append(SessionAppend(events: events, texts: texts), to: session)
  }

  /// A name that no session has.
  ///
  /// It is `base`, or else `base-2`, `base-3` and so on. Of thousands of numbered sessions only a few are
  /// looked for.
  ///
  /// - Throws: `StoreError`.
  package func freeName(_ base: String) async throws -> String {
    func isTaken(_ number: Int) async throws -> Bool {
      try await session(named: number == 1 ? base : "\(base)-\(number)") != nil
    }
    var (taken, free) = (0, 1)
    while try await isTaken(free) { (taken, free) = (free, free * 2) }
    while free - taken > 1 {
      let middle = (taken + free) / 2
      if try await isTaken(middle) { taken = middle } else { free = middle }
    }
    return free == 1 ? base : "\(base)-\(free)"
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
