package import CanonicalJSON
package import Experiments

extension OpenSession {
  /// Turns to a session of the store, by name.
  ///
  /// - Throws: `WorkbenchError` when there is none of that name, or of kind `busy` while work is under
  ///   way; `StoreError` when another process holds it or it cannot be read.
  package func open(session name: String) async throws {
    try await doing("opening a session", needing: .session) { _ in
      try await log.open(session: name)
    }
  }

  /// Leaves the open session and plans another one, which begins with its first event.
  ///
  /// - Throws: `WorkbenchError` of kind `busy` while work is under way.
  package func plan(_ session: PlannedSession) async throws {
    try await doing("beginning a session", needing: .session) { _ in await log.plan(session) }
  }

  /// Leaves the open session: its snapshot is saved, its lock given back.
  package func close() async { await log.close() }

  /// Saves a snapshot when enough has happened since the last one.
  package func saveSnapshotWhenDue() async { await log.saveSnapshotWhenDue() }

  /// Gives the session another name.
  ///
  /// - Throws: `StoreError` when the name is taken.
  package func rename(to name: String) async throws { try await log.rename(to: name) }

  /// Recomputes the open session's chain and compares its fold with the state in memory.
  ///
  /// - Throws: `EventError` at the first event that does not hold, `StoreError`; `WorkbenchError` of
  ///   kind `busy` while work is under way.
  package func verify() async throws -> ChainCheck {
    try await doing("session verify", needing: .session) { _ in try await log.verify() }
  }

  /// Every event of the open session, in order.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func allEvents() async throws -> [Event] { try await log.allEvents() }

  /// The event with this ordinal.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func event(_ ordinal: Int) async throws -> Event { try await log.event(ordinal) }

  /// The text a hash names.
  ///
  /// - Throws: `StoreError`, with code `damaged` when the store lacks it.
  package func text(_ hash: ContentHash) async throws -> String { try await log.text(hash) }

  /// What an event says, when it is of the kind that is asked for.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func content<Content: EventContent>(
    _ type: Content.Type, of ordinal: Int
  ) async throws -> Content {
    guard let content = try await event(ordinal).payload as? Content else {
      throw EventError(ordinal: ordinal, message: "is no \(Content.kind.rawValue)")
    }
    return content
  }

  /// The whole verdict of an attempt.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func verdict(of attempt: Attempt) async throws -> Verdict {
    try await content(VerdictGiven.self, of: attempt.verdict).verdict
  }

  /// The candidate of an attempt: where it was found and what was repaired.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func candidate(of attempt: Attempt) async throws -> CandidateExtracted {
    try await content(CandidateExtracted.self, of: attempt.candidate)
  }

  /// The code of an attempt; nil when its completion held none.
  ///
  /// - Throws: `StoreError`.
  package func code(of attempt: Attempt) async throws -> String? {
    guard let hash = attempt.code else { return nil }
    return try await text(hash)
  }

  /// The request that was sent for an attempt.
  ///
  /// - Throws: `WorkbenchError` when a person wrote its code.
  package func sentRequest(of attempt: Attempt) async throws -> RequestSent {
    guard let ordinal = attempt.request else {
      throw WorkbenchError(
        "@\(attempt.number) was written by hand: it has no request",
        hint: "name an attempt that a model made; tree shows them")
    }
    return try await content(RequestSent.self, of: ordinal)
  }
}
