import CanonicalJSON
import Experiments

/// The kinds of plans that can be resumed.
package enum PlanKinds {
  /// A new kind is one type and one line here.
  package static let all: [any Plan.Type] = [
    AttemptsPlan.self, StagesPlan.self, SamplesPlan.self, ReplayPlan.self,
  ]

  static func plan(_ record: PlanRecord) throws -> (any Plan)? {
    try all.first { $0.kind == record.kind }?.init(canonicalJSON: record.plan)
  }
}

/// A plan that ended before it was done, because koderz was killed.
package struct InterruptedPlan: Sendable {
  /// The line that started it.
  package var line: String
  /// The plan with all that it had done taken in.
  package var plan: any Plan
  package var place: Place
  /// Attempts that it had made.
  package var made: Int
}

extension OpenSession {
  /// The plan of the session's last line, when it was neither done nor stopped.
  ///
  /// - Throws: `StoreError`, `EventError`.
  package func interruptedPlan() async throws -> InterruptedPlan? {
    let state = await state
    guard state.lastCommand > 0,
      let command = try await event(state.lastCommand).payload as? CommandRun,
      let record = command.plan, var plan = try PlanKinds.plan(record)
    else { return nil }
    var place = Place(taskID: record.taskID, node: record.node, branch: record.branch)
    var made = 0
    var ordinal = state.lastCommand + 1
    while ordinal <= state.lastOrdinal {
      let event = try await event(ordinal)
      ordinal += 1
      guard event.command == state.lastCommand else { continue }
      // It was stopped, and that was reported then.
      if event.payload is Cancelled || event.payload is InfraFailed || event.payload is Halted {
        return nil
      }
      guard let outcome = try await outcome(of: event) else { continue }
      switch outcome {
      case .stage(.attempt(let attempt)): (place, made) = (attempt.place, made + 1)
      case .forked(let fork): place = fork
      default: break
      }
      plan.took(outcome)
    }
    if case .stop = plan.next(try await view(of: place)) { return nil }
    return InterruptedPlan(line: command.line, plan: plan, place: place, made: made)
  }

  /// What an event tells of a plan's action; nil when it ends none.
  private func outcome(of event: Event) async throws -> PlanOutcome? {
    guard let taskID = event.experiment else { return nil }
    switch event.payload {
    case let given as VerdictGiven: return try await outcome(of: given, taskID)
    case let sent as RequestSent where sent.role == .coder:
      return .stage(.request(sent, try await prompt(from: sent)))
    case let completion as CompletionReceived where completion.role == .coder:
      return .stage(.completion(completion, text: try await text(completion.text)))
    case let candidate as CandidateExtracted: return .stage(.candidate(candidate))
    case let fork as BranchMade:
      return .forked(Place(taskID: taskID, node: fork.at, branch: fork.name))
    case let retest as Retest:
      guard let attempt = try await experiment(taskID).attempt(retest.number) else { return nil }
      return .replayed(attempt: attempt, verdict: retest.verdict, differs: retest.differs)
    default: return nil
    }
  }

  private func outcome(of given: VerdictGiven, _ taskID: String) async throws -> PlanOutcome? {
    guard let attempt = try await experiment(taskID).attempt(given.number) else { return nil }
    let made = MadeAttempt(
      attempt: attempt, verdict: given.verdict, candidate: try await candidate(of: attempt),
      place: Place(taskID: taskID, node: given.number, branch: given.branch))
    return given.branch == nil ? .retried(made) : .stage(.attempt(made))
  }
}
