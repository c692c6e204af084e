import CanonicalJSON
package import Experiments
import Synchronization

extension SessionLog {
  /// Begins the planned session unless one is open.
  ///
  /// - Throws: `StoreError`.
  func beginSession() async throws {
    guard opened == nil else { return }
    let at = clock.now()
    let id = try await createSession(at: at)
    var queue = AppendQueue(SessionState())
    let started = EventDraft(SessionStarted(name: planned.name, koderz: version))
    let sealed = try queue.seal([started], at: at, redact: { $0 })
    try await store.append(
      SessionAppend(events: sealed.map(\.record), results: []), to: id)
    try queue.commit()
    opened = Opened(id: id, queue: queue, snapshotOrdinal: 0)
  }

  /// Takes the next free of `name`, `name-2`, `name-3`, … when another process was faster.
  private func createSession(at: Timestamp) async throws -> SessionID {
    let base = planned.name
    while true {
      do {
        return try await store.create(
          name: planned.name, kind: planned.kind, run: planned.run, at: at)
      } catch let error as StoreError where error.code == .nameTaken {
        planned.name = try await store.freeName(base)
      }
    }
  }

  /// Turns to a session of the store, by name.
  ///
  /// - Throws: `WorkbenchError` when there is none of that name, `StoreError` when another process
  ///   holds it or it cannot be read.
  func open(session name: String) async throws {
    guard let summary = try await store.session(named: name) else {
      throw WorkbenchError(
        "there is no session “\(name)”", hint: "session list --all shows them", word: name)
    }
    try await betweenAppends { try await turn(to: summary) }
  }

  private func turn(to summary: SessionSummary) async throws {
    if opened?.id == summary.id { return }
    try await store.hold(summary.id)
    do {
      let (state, snapshotOrdinal) = try await load(summary.id)
      await leave()
      opened = Opened(
        id: summary.id, queue: AppendQueue(state), snapshotOrdinal: snapshotOrdinal)
    } catch {
      await store.release(summary.id)
      throw error
    }
  }

  /// Folds a session: from its snapshot where it has one that fits, else from its first event.
  func load(_ id: SessionID) async throws -> (SessionState, snapshotOrdinal: Int) {
    var start = SessionState()
    if let snapshot = try await store.snapshot(of: id), try await isPartOf(id, snapshot),
      let state = SessionState(snapshot: snapshot)
    {
      start = state
    }
    let first = start.lastOrdinal
    return (try await fold(id, onto: start), first)
  }

  /// Folds the events behind a state: the next ones are read while the last are decoded.
  private func fold(_ id: SessionID, onto start: SessionState) async throws -> SessionState {
    let store = store
    let size = 4000
    var state = start
    var batch = try await store.events(
      of: id, ordinals: start.lastOrdinal + 1...start.lastOrdinal + size)
    while let last = batch.last?.ordinal {
      async let following = store.events(of: id, ordinals: last + 1...last + size)
      for event in try await Self.decoded(batch) { try state.apply(event) }
      batch = try await following
    }
    return state
  }

  /// The events of records, in order; decoded in parts side by side, because that is most of the work.
  private static func decoded(_ records: [EventRecord]) async throws -> [Event] {
    let size = max(1, (records.count + 3) / 4)
    return try await withThrowingTaskGroup(of: (Int, [Event]).self) { group in
      for start in stride(from: 0, to: records.count, by: size) {
        let part = records[start..<min(start + size, records.count)]
        group.addTask { (start, try part.map { try $0.event() }) }
      }
      var parts: [Int: [Event]] = [:]
      for try await (start, events) in group { parts[start] = events }
      return parts.sorted { $0.key < $1.key }.flatMap(\.value)
    }
  }

  private func isPartOf(_ id: SessionID, _ snapshot: StoredSnapshot) async throws -> Bool {
    let range = snapshot.ordinal...snapshot.ordinal
    return try await store.events(of: id, ordinals: range).first?.hash == snapshot.hash
  }

  /// Leaves the open session and plans another one, which begins with its first event.
  func plan(_ session: PlannedSession) async {
    await betweenAppends {
      await leave()
      planned = session
    }
  }

  /// Leaves the open session: its snapshot is saved, its lock given back.
  ///
  /// A snapshot only saves time; when it cannot be written the events still hold everything.
  func close() async { await betweenAppends { await leave() } }

  private func leave() async {
    guard let session = opened else { return }
    let state = session.queue.stored
    if state.lastOrdinal - session.snapshotOrdinal >= 200 {
      try? await store.save(state.snapshot(), of: session.id)
    }
    await store.release(session.id)
    opened = nil
    forgetCaches()
  }

  /// Saves a snapshot when enough has happened since the last one.
  func saveSnapshotWhenDue() async {
    guard let session = opened else { return }
    let state = session.queue.stored
    guard state.lastOrdinal - session.snapshotOrdinal >= 5000 else { return }
    try? await store.save(state.snapshot(), of: session.id)
    opened?.snapshotOrdinal = state.lastOrdinal
  }

  /// Gives the session another name.
  ///
  /// - Throws: `StoreError` when the name is taken.
  func rename(to name: String) async throws {
    guard let session = opened else {
      planned.name = name
      return
    }
    try await store.rename(session.id, to: name)
    try await append { _ in Batch([EventDraft(SessionRenamed(name: name))]) }
  }

  /// Recomputes the open session's chain and compares its fold with the state in memory.
  ///
  /// - Throws: `EventError` at the first event that does not hold, `StoreError`.
  func verify() async throws -> ChainCheck {
    try await betweenAppends { try await verifyStored() }
  }

  private func verifyStored() async throws -> ChainCheck {
    guard let session = opened else { return ChainCheck() }
    let check = Mutex(ChainCheck())
    try await store.forEachEvent(of: session.id, after: 0) { record in
      try check.withLock { try $0.check(record) }
    }
    let result = check.withLock { $0 }
    guard result.state == state else {
      throw EventError(
        ordinal: result.count, message: "the state in memory is not the fold of the events")
    }
    try await verifyTexts(of: session.id)
    return result
  }

  /// Every text an event names must be there and be what its hash says.
  private func verifyTexts(of id: SessionID) async throws {
    var sound: Set<ContentHash> = []
    try await store.forEachPage(of: id) { records in
      let named = try records.map { record in
        try record.event().payload.textHashes.filter { !sound.contains($0) }
      }
      let texts = try await store.texts(named.flatMap(\.self))
      for (record, hashes) in zip(records, named) {
        for hash in hashes where sound.insert(hash).inserted {
          guard let text = texts[hash] else {
            throw EventError(
              ordinal: record.ordinal, message: "names the text \(hash), which is gone")
          }
          guard ContentHash(of: text) == hash else {
            throw EventError(
              ordinal: record.ordinal, message: "names the text \(hash), which was changed")
          }
        }
      }
    }
  }

  /// Every event of the open session, in order.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func allEvents() async throws -> [Event] { try await events(after: 0) }

  /// The events of the open session behind one, in order.
  ///
  /// - Throws: `StoreError`, `EventError`.
  func events(after ordinal: Int) async throws -> [Event] {
    let last = state.lastOrdinal
    guard let session = opened, ordinal < last else { return [] }
    let records = try await store.events(of: session.id, ordinals: ordinal + 1...last)
    return try records.map { try $0.event() }
  }
}

extension SessionStore {
  /// Goes through a session's records a page at a time.
  ///
  /// - Throws: `StoreError`, and what `body` throws.
  func forEachPage(
    of id: SessionID, _ body: ([EventRecord]) async throws -> Void
  ) async throws {
    var from = 1
    while true {
      let records = try await events(of: id, ordinals: from...from + 499)
      guard let last = records.last else { return }
      try await body(records)
      from = last.ordinal + 1
    }
  }
}
