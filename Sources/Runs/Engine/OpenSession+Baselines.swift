package import Experiments
import Synchronization

/// What one model alone came to on the very same problem, a session each, the oldest session first.
package struct RunBaselines: Sendable, Hashable {
  /// By taskID.
  package var runs: [String: [RunBaseline]] = [:]
  /// Older sessions that are still being read for their results.
  package var unread = 0

  package init() {}
}

/// What one model alone cost for a problem in some session.
package struct RunBaseline: Sendable, Hashable {
  package var model: String
  package var session: String
  package var attempts: Int
  package var isSolved: Bool
  /// Nil when a call of it has no known cost.
  package var cost: Money?
}

extension OpenSession {
  /// The tokens of each answer of the coder in the open session, by problem.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func coderUsages() async throws -> [String: [Usage]] {
    var usages: [String: [Usage]] = [:]
    for (event, completion) in try await events(of: CompletionReceived.self) {
      guard let taskID = event.experiment, completion.role == .coder else { continue }
      usages[taskID, default: []].append(completion.usage)
    }
    return usages
  }

  /// The events of one kind in the open session, in order, with what they say.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func events<Content: EventContent>(
    of type: Content.Type
  ) async throws -> [(event: Event, content: Content)] {
    try await events(of: [Content.kind]).compactMap { event in
      (event.payload as? Content).map { (event, $0) }
    }
  }

  /// The events of some kinds in the open session, in order.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func events(of kinds: Set<EventKind>) async throws -> [Event] {
    guard let id = await log.openedID else { return [] }
    let names = Set(kinds.map(\.rawValue))
    let found = Mutex<[Event]>([])
    try await services.store.forEachEvent(of: id, after: 0) { record in
      guard names.contains(record.kind) else { return }
      let event = try record.event()
      found.withLock { $0.append(event) }
    }
    return found.withLock { $0 }
  }

  /// The results of experiments in all sessions with one coder alone and no other model's help.
  ///
  /// Of sessions stored without results, a few are folded now, the others in the background, so that
  /// an answer never waits for thousands of them.
  ///
  /// - Throws: `StoreError`.
  package func runBaselines(for experiments: [Experiment]) async throws -> RunBaselines {
    let open = await log.openedID
    let projection = ResultProjection(store: services.store)
    var baselines = RunBaselines()
    baselines.unread = try await projection.left()
    if baselines.unread > 0, desk.with({ $0.projection == nil }) {
      try await projection.run(events: 500, atLeastOne: false)
      baselines.unread = try await projection.left()
    }
    if baselines.unread > 0 { projectInBackground(projection) }
    for experiment in experiments {
      baselines.runs[experiment.taskID] = try await runs(of: experiment, open)
    }
    return baselines
  }

  /// What brings the stored results of older sessions up to date, while it does.
  var projecting: Task<Void, Never>? { desk.with { $0.projection } }

  private func projectInBackground(_ projection: ResultProjection) {
    desk.with { state in
      guard state.projection == nil else { return }
      state.projection = Task { [desk] in
        try? await projection.runToEnd()
        desk.with { $0.projection = nil }
      }
    }
  }

  private func runs(of experiment: Experiment, _ open: SessionID?) async throws -> [RunBaseline] {
    var found = try await services.store.results(taskID: experiment.taskID)
      .filter { $0.session != open }
    let state = await state
    if let open {
      let own = ProblemResult(of: experiment, lastOrdinal: state.lastOrdinal)
      found.append(StoredResult(session: open, sessionName: state.name, result: own))
    }
    return found.compactMap { stored in
      let result = stored.result
      guard let model = result.model, result.isOneModelAlone,
        result.isOfSameProblem(as: experiment)
      else { return nil }
      return RunBaseline(
        model: model, session: stored.sessionName, attempts: result.attempts,
        isSolved: result.isSolved, cost: result.knownCost)
    }
  }
}
