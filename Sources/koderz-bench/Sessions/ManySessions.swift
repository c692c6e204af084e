import Experiments
import Judging
import Storage

/// A workspace with thousands of short sessions, nearly all of them a batch's.
struct ManySessions {
  let folder: String
  let store: SQLiteSessionStore

  /// The session that a person works in: neither the oldest nor the newest.
  static let personal = "mine"

  /// Writes the sessions, 64 at once, each with a problem and six attempts.
  ///
  /// Without results they are as an earlier koderz left them.
  ///
  /// - Throws: `StoreError`, `EventError`.
  static func make(
    _ count: Int, withResults: Bool, problems: [BenchmarkProblem], folder: String
  ) async throws -> ManySessions {
    let store = try SQLiteSessionStore(workspace: folder, now: BenchWorkspace.clock.now)
    let start = BenchWorkspace.clock.now()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<count {
        if number >= 64 { try await group.next() }
        let problem = problems[number % problems.count]
        group.addTask {
          let at = Timestamp(milliseconds: start.milliseconds + number)
          let isPersonal = number == count / 2
          let id = try await store.create(
            name: isPersonal ? personal : "\(number)", kind: isPersonal ? .interactive : .batch,
            run: isPersonal ? nil : "bench", at: at)
          try await write(problem, at: at, to: id, in: store, withResults)
          await store.release(id)
        }
      }
      try await group.waitForAll()
    }
    return ManySessions(folder: folder, store: store)
  }

  private static func write(
    _ problem: BenchmarkProblem, at: Timestamp, to id: SessionID, in store: SQLiteSessionStore,
    _ withResults: Bool
  ) async throws {
    var draft = SessionDraft(problems: [problem])
    var state = SessionState()
    while state.lastOrdinal < 36 {
      let verb = draft.nextVerb()
      var records: [EventRecord] = []
      for one in verb.drafts {
        let record = try EventRecord(
          sealing: one, ordinal: state.lastOrdinal + 1, previous: state.lastHash, at: at)
        try state.apply(try record.event())
        records.append(record)
      }
      let results = withResults ? state.results : nil
      try await store.append(
        SessionAppend(events: records, texts: verb.texts, results: results), to: id)
    }
  }
}
