import Experiments
import Synchronization

/// Brings the stored results of sessions up to date that were stored without them: those of an
/// earlier koderz, and those whose writer did not compute any.
struct ResultProjection: Sendable {
  let store: any SessionStore

  /// Folds sessions, the oldest first, in pieces that are stored one by one, until none is left.
  ///
  /// - Throws: `StoreError`, `CancellationError`.
  func runToEnd() async throws {
    while try await run(events: 5000, atLeastOne: true) {}
  }

  /// Folds the oldest sessions as long as they have so many events together, and stores their
  /// results in one transaction.
  ///
  /// - Returns: Whether there was a session to fold.
  /// - Throws: `StoreError`, `CancellationError`.
  @discardableResult
  func run(events budget: Int, atLeastOne: Bool) async throws -> Bool {
    var left = budget
    var folded: [SessionResults] = []
    for session in try await store.sessions(Self.behind(limit: 50)) {
      let isFirst = folded.isEmpty && atLeastOne
      guard isFirst || session.eventCount <= left else { break }
      left -= session.eventCount
      try Task.checkCancellation()
      folded.append(try await results(of: session))
    }
    try await store.project(folded)
    return !folded.isEmpty
  }

  /// How many sessions are still to be folded.
  ///
  /// - Throws: `StoreError`.
  func left() async throws -> Int { try await store.sessionCount(Self.behind(limit: nil)) }

  private static func behind(limit: Int?) -> SessionQuery {
    SessionQuery(isProjected: false, limit: limit, order: .oldestFirst)
  }

  /// A session that does not fold has no results.
  private func results(of session: SessionSummary) async throws -> SessionResults {
    let state = Mutex(SessionState())
    var results: [ProblemResult] = []
    do {
      try await store.forEachEvent(of: session.id, after: 0) { record in
        let event = try record.event()
        try state.withLock { try $0.apply(event) }
      }
      results = state.withLock { $0.results }
    } catch is EventError {}
    return SessionResults(
      session: session.id, lastOrdinal: session.eventCount, results: results)
  }
}
