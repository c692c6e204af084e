/// Names a session inside its store.
package struct SessionID: Sendable, Hashable {
  package var rawValue: Int64

  package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// What a session was begun for.
///
/// Later versions may know others; those are kept as they are.
package struct SessionKind: RawRepresentable, Sendable, Hashable {
  package var rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  /// Begun by a person at the prompt.
  package static let interactive = SessionKind(rawValue: "interactive")
  /// Begun by a script, by `-e` or by a subcommand.
  package static let script = SessionKind(rawValue: "script")
  /// One of the many of a run over a dataset.
  package static let batch = SessionKind(rawValue: "batch")
  /// Read from an exported file.
  package static let imported = SessionKind(rawValue: "imported")

  /// What a person works in and comes back to.
  package static let ofAPerson: Set<SessionKind> = [.interactive, .imported]
}

/// Which sessions are listed, and in which order.
package struct SessionQuery: Sendable, Hashable {
  /// By the time they were made; of two made at once the later one counts as newer.
  package enum Order: Sendable, Hashable {
    case newestFirst
    case oldestFirst
  }

  /// Nil for every kind.
  package var kinds: Set<SessionKind>?
  /// Nil for sessions of any run and of none.
  package var run: String?
  /// Whether their results are stored up to their last event; nil for both.
  package var isProjected: Bool?
  /// Nil for all.
  package var limit: Int?
  package var order: Order

  package init(
    kinds: Set<SessionKind>? = nil,
    run: String? = nil,
    isProjected: Bool? = nil,
    limit: Int? = nil,
    order: Order = .newestFirst
  ) {
    self.kinds = kinds
    self.run = run
    self.isProjected = isProjected
    self.limit = limit
    self.order = order
  }
}

/// One session in a listing.
package struct SessionSummary: Sendable, Hashable {
  package var id: SessionID
  package var name: String
  package var kind: SessionKind
  /// The run of many sessions that it is one of.
  package var run: String?
  package var createdAt: Timestamp
  package var eventCount: Int
  package var lastEventAt: Timestamp?
  /// The process that holds it now, such as `process 4711 since 2026-11-21T10:02:31.512Z`; nil when free.
  package var holder: String?

  package init(
    id: SessionID,
    name: String,
    kind: SessionKind = .interactive,
    run: String? = nil,
    createdAt: Timestamp,
    eventCount: Int,
    lastEventAt: Timestamp?,
    holder: String?
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.run = run
    self.createdAt = createdAt
    self.eventCount = eventCount
    self.lastEventAt = lastEventAt
    self.holder = holder
  }
}

/// What is stored together: events, the texts they name, and the results they change.
package struct SessionAppend: Sendable, Hashable {
  package var events: [EventRecord]
  package var texts: [NamedText]
  /// The results that the events change; nil when they were not computed.
  ///
  /// The session's results then end before these events until they are projected anew.
  package var results: [ProblemResult]?

  package init(
    events: [EventRecord] = [],
    texts: [String] = [],
    results: [ProblemResult]? = nil
  ) {
    self.events = events
    self.texts = texts.map { NamedText($0) }
    self.results = results
  }
}

/// All results of a session as the fold up to one of its events has them.
package struct SessionResults: Sendable, Hashable {
  package var session: SessionID
  /// The last event folded.
  package var lastOrdinal: Int
  package var results: [ProblemResult]

  package init(session: SessionID, lastOrdinal: Int, results: [ProblemResult]) {
    self.session = session
    self.lastOrdinal = lastOrdinal
    self.results = results
  }
}

/// A result found in any session of the store.
package struct StoredResult: Sendable, Hashable {
  package var session: SessionID
  package var sessionName: String
  package var result: ProblemResult

  package init(session: SessionID, sessionName: String, result: ProblemResult) {
    self.session = session
    self.sessionName = sessionName
    self.result = result
  }
}

/// How much a store wrote since it was opened.
package struct StoreCounts: Sendable, Hashable {
  /// Appends that were stored.
  package var appends = 0
  /// Transactions that wrote, of appends and of all else; each was made durable once.
  package var commits = 0

  package init(appends: Int = 0, commits: Int = 0) {
    self.appends = appends
    self.commits = commits
  }
}
