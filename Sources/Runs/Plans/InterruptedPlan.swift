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
      let record = command.plan, let plan = try PlanKinds.plan(record)
    else { return nil }
    var interrupted = InterruptedPlan(
      line: command.line, plan: plan,
      place: Place(taskID: record.taskID, node: record.node, branch: record.branch), made: 0)
    for event in try await log.events(after: state.lastCommand)
    where event.command == state.lastCommand {
      guard interrupted.takes(event) else { return nil }
    }
    if case .stop = interrupted.plan.next(try await view(of: interrupted.place)) { return nil }
    return interrupted
  }
}

extension InterruptedPlan {
  /// Takes in an event of the line; false when it says that the line was stopped, and that was reported.
  fileprivate mutating func takes(_ event: Event) -> Bool {
    switch event.payload {
    case is Cancelled, is InfraFailed, is Halted: return false
    case let given as VerdictGiven: take(given)
    case let fork as BranchMade:
      place = Place(taskID: place.taskID, node: fork.at, branch: fork.name)
      plan.took(.fork)
    case let retest as Retest: plan.took(.replay(retest.number, differs: retest.differs))
    case let sent as RequestSent where sent.role == .coder: plan.took(.stage)
    case let completion as CompletionReceived where completion.role == .coder: plan.took(.stage)
    case is CandidateExtracted: plan.took(.stage)
    case is ReviewMade: plan.took(.review)
    default: break
    }
    return true
  }

  private mutating func take(_ given: VerdictGiven) {
    made += 1
    let isPass = given.verdict.outcome == .pass
    guard let branch = given.branch else {
      return plan.took(.sample(given.number, isPass: isPass))
    }
    place = Place(taskID: place.taskID, node: given.number, branch: branch)
    plan.took(.attempt(given.number, isPass: isPass))
  }
}
