package import Experiments

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

extension Workspace {
  /// The tokens of each answer of the coder in the open session, by problem.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func coderUsages() async throws -> [String: [Usage]] {
    var usages: [String: [Usage]] = [:]
    for event in try await events(of: [.completion]) {
      guard let taskID = event.experiment, case .completion(let completion) = event.payload,
        completion.role == .coder
      else { continue }
      usages[taskID, default: []].append(completion.usage)
    }
    return usages
  }

  /// The results of experiments in all sessions with one coder alone and no other model's help.
  ///
  /// Of sessions stored without results, a few are folded now, the others in the background, so that
  /// an answer never waits for thousands of them.
  ///
  /// - Throws: `StoreError`.
  package func runBaselines(for experiments: [Experiment]) async throws -> RunBaselines {
    let projection = ResultProjection(store: services.store)
    var baselines = RunBaselines()
    baselines.unread = try await projection.left()
    if baselines.unread > 0, projecting == nil {
      try await projection.run(events: 500, atLeastOne: false)
      baselines.unread = try await projection.left()
    }
    if baselines.unread > 0, projecting == nil {
      projecting = Task {
        try? await projection.runToEnd()
        projecting = nil
      }
    }
    for experiment in experiments {
      baselines.runs[experiment.taskID] = try await runs(of: experiment)
    }
    return baselines
  }

  private func runs(of experiment: Experiment) async throws -> [RunBaseline] {
    var found = try await services.store.results(taskID: experiment.taskID)
      .filter { $0.session != opened?.id }
    let own = ProblemResult(of: experiment, lastOrdinal: state.lastOrdinal)
    if let opened {
      found.append(StoredResult(session: opened.id, sessionName: state.name, result: own))
    }
    return found.compactMap { stored in
      let result = stored.result
      guard let model = result.model, result.isOneModelAlone, result.isOfSameProblem(as: experiment)
      else { return nil }
      return RunBaseline(
        model: model, session: stored.sessionName, attempts: result.attempts,
        isSolved: result.isSolved, cost: result.knownCost)
    }
  }
}
