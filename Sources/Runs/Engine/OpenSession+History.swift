import Experiments

extension OpenSession {
  /// Moves the head of a problem to an attempt; 0 is the root.
  ///
  /// `branch` is the one to stand on when several end there; nil leaves the choice to the fold.
  ///
  /// - Throws: `StoreError`.
  package func goto(_ number: Int, of taskID: String, on branch: String? = nil) async throws {
    try await record([HeadMoved(to: number, branch: branch)], of: taskID)
  }

  /// Makes a branch at a place; the head goes to it unless it `stays`.
  ///
  /// - Throws: `WorkbenchError` when the name is taken or not a name.
  @discardableResult
  package func fork(_ name: String, at place: Place, stays: Bool = false) async throws -> Place {
    guard Self.isName(name) else { throw Self.noName(name) }
    try await record(of: place.taskID) { experiment in
      guard !experiment.position.branches.contains(where: { $0.name == name }) else {
        throw WorkbenchError(
          "branch \(name) exists", hint: "choose another name; branches lists them", word: name)
      }
      let spot = experiment.spot(place)
      return [
        BranchMade(name: name, at: spot.node, from: spot.branch, stays: stays ? true : nil)
      ]
    }
    return Place(taskID: place.taskID, node: place.node, branch: name)
  }

  /// Gives an attempt a name, or takes the name back.
  ///
  /// - Throws: `WorkbenchError` when it is not a name.
  package func bookmark(_ name: String, at number: Int?, of taskID: String) async throws {
    guard Self.isName(name) else { throw Self.noName(name) }
    try await record([BookmarkSet(name: name, number: number)], of: taskID)
  }

  private static func isName(_ name: String) -> Bool {
    guard let first = name.first, first.isLetter else { return false }
    return name.allSatisfy { $0.isLetter || $0.isNumber || "-_./".contains($0) }
  }

  private static func noName(_ name: String) -> WorkbenchError {
    WorkbenchError(
      "“\(name)” cannot be a name", hint: "use a letter first, then letters, digits, - _ . /",
      word: name)
  }

  /// Takes the last state-changing verb back.
  ///
  /// - Throws: `WorkbenchError` when there is none, or of kind `busy` while work is under way.
  package func undo() async throws {
    try await doing("undo", needing: .session) { _ in
      try await log.append { state in
        guard !state.history.past.isEmpty else {
          throw WorkbenchError("there is nothing to undo", hint: "log shows what was done")
        }
        return Batch([EventDraft(Undone())])
      }
    }
  }

  /// Takes the last `undo` back.
  ///
  /// - Throws: `WorkbenchError` when nothing was undone since the last state-changing verb, or of kind
  ///   `busy` while work is under way.
  package func redo() async throws {
    try await doing("redo", needing: .session) { _ in
      try await log.append { state in
        guard !state.history.future.isEmpty else {
          throw WorkbenchError(
            "there is nothing to redo", hint: "redo works directly after an undo")
        }
        return Batch([EventDraft(Redone())])
      }
    }
  }

  /// Adds a remark to the session.
  ///
  /// - Throws: `StoreError`.
  package func note(_ text: String) async throws {
    try await log.append { state in
      Batch([EventDraft(NoteAdded(text: text), experiment: state.current)])
    }
  }

  /// Everything a transcript tells of the open session.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func transcriptInput() async throws -> TranscriptInput {
    let events = try await allEvents()
    let hashes = Array(Set(events.flatMap(\.payload.textHashes)))
    return TranscriptInput(
      state: await state, koderz: services.version, events: events,
      texts: try await services.store.texts(hashes))
  }
}
