package import Experiments
import Synchronization

extension Workspace {
  /// Begins the planned session unless one is open.
  ///
  /// - Throws: `StoreError`.
  func beginSession() async throws {
    guard opened == nil else { return }
    let store = services.store
    let at = services.clock.now()
    let id = try await createSession(at: at)
    let started = SessionStarted(name: plannedName, koderz: services.version)
    let record = try EventRecord(
      sealing: EventDraft(.sessionStarted(started)), ordinal: 1, previous: .none, at: at)
    try await store.append(SessionAppend(events: [record], results: []), to: id)
    var state = SessionState()
    try state.apply(try record.event())
    opened = Opened(id: id, state: state, snapshotOrdinal: 0)
  }

  /// Takes another free name when another process was faster.
  private func createSession(at: Timestamp) async throws -> SessionID {
    let base = plannedName
    var tries = 0
    while true {
      do {
        return try await services.store.create(
          name: plannedName, kind: sessionKind, run: nil, at: at)
      } catch let error as StoreError where error.code == .nameTaken && tries < 1000 {
        tries += 1
        plannedName = try await services.store.freeName(base)
      }
    }
  }

  /// Turns to a session of the store, by name.
  ///
  /// - Throws: `WorkbenchError` when there is none of that name, `StoreError` when another process
  ///   holds it or it cannot be read.
  package func open(session name: String) async throws {
    guard let summary = try await services.store.session(named: name) else {
      throw WorkbenchError(
        "there is no session “\(name)”", hint: "session list --all shows them", word: name)
    }
    if opened?.id == summary.id { return }
    try await services.store.hold(summary.id)
    do {
      let (state, snapshotOrdinal) = try await load(summary.id)
      await close()
      opened = Opened(id: summary.id, state: state, snapshotOrdinal: snapshotOrdinal)
    } catch {
      await services.store.release(summary.id)
      throw error
    }
  }

  /// Folds a session: from its snapshot where it has one that fits, else from its first event.
  func load(_ id: SessionID) async throws -> (SessionState, snapshotOrdinal: Int) {
    var start = SessionState()
    if let snapshot = try await services.store.snapshot(of: id),
      try await isPartOf(id, snapshot), let state = SessionState(snapshot: snapshot)
    {
      start = state
    }
    return (try await fold(id, onto: start), start.lastOrdinal)
  }

  /// Folds the events behind a state: the next ones are read while the last are decoded.
  private func fold(_ id: SessionID, onto start: SessionState) async throws -> SessionState {
    let store = services.store
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
    return try await services.store.events(of: id, ordinals: range).first?.hash == snapshot.hash
  }

  /// Leaves the open session and plans another one, which begins with its first event.
  package func plan(session name: String) async {
    await close()
    plannedName = name
  }

  /// Leaves the open session: its snapshot is saved, its lock given back.
  ///
  /// A snapshot only saves time; when it cannot be written the events still hold everything.
  package func close() async {
    guard let session = opened else { return }
    if session.state.lastOrdinal - session.snapshotOrdinal >= 200 {
      try? await services.store.save(session.state.snapshot(), of: session.id)
    }
    await services.store.release(session.id)
    opened = nil
    forgetCaches()
  }

  /// Saves a snapshot when enough has happened since the last one.
  package func saveSnapshotWhenDue() async {
    guard let session = opened,
      session.state.lastOrdinal - session.snapshotOrdinal >= 5000
    else { return }
    try? await services.store.save(session.state.snapshot(), of: session.id)
    opened?.snapshotOrdinal = session.state.lastOrdinal
  }

  /// Whether a session of the store is the open one.
  package func isOpen(_ session: SessionID) -> Bool { opened?.id == session }

  /// Gives the session another name.
  ///
  /// - Throws: `StoreError` when the name is taken.
  package func rename(to name: String) async throws {
    guard let session = opened else {
      plannedName = name
      return
    }
    try await services.store.rename(session.id, to: name)
    try await append([EventDraft(.sessionRenamed(SessionRenamed(name: name)))])
  }

  /// Recomputes the open session's chain and compares its fold with the state in memory.
  ///
  /// - Throws: `EventError` at the first event that does not hold, `StoreError`.
  package func verify() async throws -> ChainCheck {
    guard let session = opened else { return ChainCheck() }
    let check = Mutex(ChainCheck())
    try await services.store.forEachEvent(of: session.id, after: 0) { record in
      try check.withLock { try $0.check(record) }
    }
    let result = check.withLock { $0 }
    guard result.state == session.state else {
      throw EventError(
        ordinal: result.count, message: "the state in memory is not the fold of the events")
    }
    try await verifyTexts(of: session.id)
    return result
  }

  /// Every text an event names must be there and be what its hash says.
  private func verifyTexts(of id: SessionID) async throws {
    var sound: Set<ContentHash> = []
    var from = 1
    while true {
      let records = try await services.store.events(of: id, ordinals: from...from + 499)
      guard let last = records.last else { return }
      let named = try records.map { record in
        try record.event().payload.textHashes.filter { !sound.contains($0) }
      }
      let texts = try await services.store.texts(named.flatMap(\.self))
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
      from = last.ordinal + 1
    }
  }
}
