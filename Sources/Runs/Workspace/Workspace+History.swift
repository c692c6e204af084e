package import Experiments

extension Workspace {
  /// Moves the head to an attempt; 0 is the root.
  ///
  /// - Throws: `StoreError`.
  package func goto(_ number: Int) async throws {
    try await record([.headMoved(HeadMoved(to: number))])
  }

  /// Makes a branch at an attempt and stands on it.
  ///
  /// - Throws: `WorkbenchError` when the name is taken or not a name.
  package func fork(_ name: String, at number: Int) async throws {
    let experiment = try experiment()
    guard !experiment.position.branches.contains(where: { $0.name == name }) else {
      throw WorkbenchError("branch \(name) exists", hint: "branches lists them", word: name)
    }
    guard Self.isName(name) else {
      throw WorkbenchError(
        "“\(name)” is not a name: letters, digits, - _ . / are, the first one a letter", word: name)
    }
    try await record([.branchMade(BranchMade(name: name, at: number))])
  }

  /// Gives an attempt a name, or takes the name back.
  ///
  /// - Throws: `WorkbenchError` when it is not a name.
  package func bookmark(_ name: String, at number: Int?) async throws {
    guard Self.isName(name) else {
      throw WorkbenchError(
        "“\(name)” is not a name: letters, digits, - _ . / are, the first one a letter", word: name)
    }
    try await record([.bookmark(BookmarkSet(name: name, number: number))])
  }

  private static func isName(_ name: String) -> Bool {
    guard let first = name.first, first.isLetter else { return false }
    return name.allSatisfy { $0.isLetter || $0.isNumber || "-_./".contains($0) }
  }

  /// Takes the last state-changing verb back.
  ///
  /// - Throws: `WorkbenchError` when there is none.
  package func undo() async throws {
    guard !state.history.past.isEmpty else { throw WorkbenchError("there is nothing to undo") }
    try await append([EventDraft(.undone(Undone()))])
  }

  /// Takes the last `undo` back.
  ///
  /// - Throws: `WorkbenchError` when nothing was undone since the last state-changing verb.
  package func redo() async throws {
    guard !state.history.future.isEmpty else {
      throw WorkbenchError("there is nothing to redo")
    }
    try await append([EventDraft(.redone(Redone()))])
  }

  /// Adds a remark to the session.
  ///
  /// - Throws: `StoreError`.
  package func note(_ text: String) async throws {
    try await append([EventDraft(.note(NoteAdded(text: text)), experiment: state.current)])
  }

  /// Sets a session setting, or unsets it.
  ///
  /// - Throws: `StoreError`.
  package func change(setting name: String, to value: String?) async throws {
    try await append([EventDraft(.settingChanged(SettingChanged(name: name, value: value)))])
  }

  /// Everything a transcript tells of the open session.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func transcriptInput() async throws -> TranscriptInput {
    let events = try await allEvents()
    let hashes = Array(Set(events.flatMap(\.payload.textHashes)))
    return TranscriptInput(
      state: state, koderz: services.version, events: events,
      texts: try await services.store.texts(hashes))
  }

  /// Every event of the open session, in order.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func allEvents() async throws -> [Event] {
    guard let session = opened else { return [] }
    let records = try await services.store.events(
      of: session.id, ordinals: 1...max(1, session.state.lastOrdinal))
    return try records.map { try $0.event() }
  }
}
