import Experiments
import Judging
import Storage

/// A session of many events in a store of its own.
struct LongSession {
  static let name = "long"

  let folder: String
  let store: SQLiteSessionStore
  let events: Int

  /// Writes the session and its snapshot.
  ///
  /// - Throws: `StoreError`, `EventError`.
  static func make(events: Int, problems: [BenchmarkProblem], folder: String) async throws
    -> LongSession
  {
    let store = try SQLiteSessionStore(workspace: folder, now: BenchWorkspace.clock.now)
    let start = BenchWorkspace.clock.now()
    let id = try await store.create(name: name, at: start)
    var draft = SessionDraft(problems: problems)
    var state = SessionState()
    while state.lastOrdinal < events {
      var records: [EventRecord] = []
      var texts: Set<String> = []
      while records.count < 2000 {
        let verb = draft.nextVerb()
        texts.formUnion(verb.texts)
        for one in verb.drafts {
          let ordinal = state.lastOrdinal + 1
          let record = try EventRecord(
            sealing: one, ordinal: ordinal, previous: state.lastHash,
            at: Timestamp(milliseconds: start.milliseconds + ordinal))
          try state.apply(
            Event(
              ordinal: ordinal, previous: record.previous, hash: record.hash,
              experiment: one.experiment, parent: one.parent, command: one.command,
              at: record.at,
              payload: one.payload))
          records.append(record)
        }
      }
      try await store.append(records, texts: Array(texts), to: id)
    }
    try await store.save(state.snapshot(), of: id)
    await store.release(id)
    return LongSession(folder: folder, store: store, events: state.lastOrdinal)
  }
}
