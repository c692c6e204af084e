import CanonicalJSON
import Experiments

/// Who watches a plan: what each action gave, before the next one is begun.
package typealias PlanObserver =
  @Sendable (_ outcome: PlanOutcome, _ before: PlanView) async throws
  -> Void

/// How a plan ended, and where.
package struct PlanResult<P: Plan>: Sendable {
  package var end: PlanEnd
  /// The plan as it was at its end.
  package var plan: P
  /// Where the next attempt would grow.
  package var place: Place
}

extension OpenSession {
  /// Does what a plan says, one action after the other, until it stops.
  ///
  /// It can be stopped between any two stages: by a rule, by cancellation, by what `report` throws. All
  /// that was done is recorded by then, and the same plan goes on from there.
  ///
  /// With `isResumable` the line's event keeps the plan, so that it can be resumed after a kill.
  ///
  /// - Throws: `WorkbenchError` of kind `busy` when others make attempts at the place; what the actions
  ///   and `report` throw.
  package func run<P: Plan>(
    _ plan: P, at place: Place, rules: [any StopRule] = [], isResumable: Bool = true,
    observe: StageObserver = { _ in }, report: PlanObserver = { _, _ in }
  ) async throws -> PlanResult<P> {
    try await doing(P.kind, needing: P.needsLine ? .line(place) : .nothing) { work in
      if isResumable { await log.note(try record(of: plan, at: place)) }
      var (plan, place) = (plan, place)
      while true {
        try Task.checkCancellation()
        let view = try await view(of: place)
        let action = plan.next(view)
        if case .stop(let end) = action { return PlanResult(end: end, plan: plan, place: place) }
        if let reason = rules.lazy.compactMap({ $0.reason(before: action, view) }).first {
          return PlanResult(end: .rule(reason), plan: plan, place: place)
        }
        let outcome = try await perform(action, &place, work, view, observe)
        plan.took(outcome.fact)
        try await report(outcome, view)
        if case .stage(.infra(let failure)) = outcome {
          return PlanResult(end: .failed(failure), plan: plan, place: place)
        }
      }
    }
  }

  /// What a plan at a place is told now.
  ///
  /// - Throws: `WorkbenchError` when the session has no such problem.
  package func view(of place: Place) async throws -> PlanView {
    PlanView(
      experiment: try await experiment(place.taskID), place: place,
      reviewInterval: await currentSettings.whole("checkpoint-interval") ?? 5)
  }

  private func record(of plan: some Plan, at place: Place) throws -> PlanRecord {
    PlanRecord(
      kind: type(of: plan).kind, plan: try JSONValue(encoding: plan).canonical,
      taskID: place.taskID, node: place.node, branch: place.branch)
  }

  private func perform(
    _ action: PlanAction, _ place: inout Place, _ work: Int, _ view: PlanView,
    _ observe: StageObserver
  ) async throws -> PlanOutcome {
    switch action {
    case .stage(let single):
      let result = try await stage(
        at: place, work: work, mergesCandidate: !single, observe: observe)
      if case .attempt(let made) = result { place = made.place }
      return .stage(result)
    case .review:
      return .review(
        try await review(at: place, by: nil, automatic: true, observe: observe))
    case .retry(let number):
      let attempt = try attempt(number, in: view.experiment)
      switch try await retry(attempt, of: place.taskID, observe: observe) {
      case .attempt(let made): return .retried(made)
      case .infra(let failure): return .stage(.infra(failure))
      }
    case .replay(let number):
      return try await replay(number, view, observe)
    case .fork(let name, let number):
      place = try await fork(name, at: Place(taskID: place.taskID, node: number))
      desk.with { [place] in $0.works.move(work, to: place) }
      return .forked(place)
    case .stop:
      throw WorkbenchError("the plan has already stopped", hint: "start another one")
    }
  }

  private func attempt(_ number: Int, in experiment: Experiment) throws -> Attempt {
    guard let attempt = experiment.attempt(number) else {
      throw WorkbenchError(
        "there is no attempt @\(number)", hint: "tree shows the attempts", word: "@\(number)")
    }
    return attempt
  }

  private func replay(
    _ number: Int, _ view: PlanView, _ observe: StageObserver
  ) async throws -> PlanOutcome {
    let attempt = try attempt(number, in: view.experiment)
    guard try await isRequestIntact(of: attempt) else {
      throw WorkbenchError(
        "replay diverges at @\(number): its recorded request does not match its hash",
        hint: "session verify checks the session")
    }
    await observe(.testing)
    let (verdict, differs) = try await replay(attempt, of: view.place.taskID)
    return .replayed(attempt: attempt, verdict: verdict, differs: differs)
  }
}
