package import Experiments

/// What a plan knows of the session when it decides.
package struct PlanView: Sendable {
  package var experiment: Experiment
  /// Where the next attempt grows.
  package var place: Place
  /// Failed attempts on a path after which a review is due.
  package var reviewInterval: Int

  package init(experiment: Experiment, place: Place, reviewInterval: Int) {
    self.experiment = experiment
    self.place = place
    self.reviewInterval = reviewInterval
  }

  /// The attempt that the next one grows from; nil at the root.
  package var last: Attempt? { experiment.attempt(place.node) }

  /// The attempt in the making at the place.
  package var draft: Draft? { experiment.position.drafts(at: experiment.spot(place)).first }

  /// Whether the path has had enough failed attempts since its last review.
  package var isReviewDue: Bool {
    guard let last, !last.isPass else { return false }
    return experiment.failuresSinceReview(at: experiment.spot(place)) >= reviewInterval
  }
}

/// What to do next.
package enum PlanAction: Sendable, Hashable {
  /// The next stage at the place; candidates are recorded with their completions unless it is `single`.
  case stage(single: Bool)
  /// A review at the place.
  case review
  /// Another sample of an attempt's own request, beside it.
  case retry(attempt: Int)
  /// An attempt's recorded answer, through extraction and tests again.
  case replay(attempt: Int)
  /// A branch at an attempt, and the place is on it.
  case fork(name: String, at: Int)
  /// Nothing more.
  case stop(PlanEnd)
}

/// Why a plan is done.
package enum PlanEnd: Sendable, Hashable {
  /// All that was asked for was done.
  case complete
  /// An attempt passed.
  case solved(attempt: Int)
  /// The server read only a part of the prompt.
  case contextCut
  /// A rule said to stop there, and why.
  case rule(String)
  /// A server or the sandbox failed.
  case failed(InfraFailed)
}

/// What an action of a plan gave.
package enum PlanOutcome: Sendable {
  case stage(StageResult)
  case review(ReviewResult)
  case retried(MadeAttempt)
  case replayed(attempt: Attempt, verdict: Verdict, differs: Bool)
  case forked(Place)
}

/// What came of an action, as far as plans decide by it: the same while it runs and from its events.
package enum PlanFact: Sendable, Hashable {
  /// A stage that is not an attempt's last one.
  case stage
  /// An attempt was made that moves its line on.
  case attempt(Int, isPass: Bool)
  case review
  /// Another sample of an attempt's request.
  case sample(Int, isPass: Bool)
  /// An attempt's answer was gone through again.
  case replay(Int, differs: Bool)
  case fork
  /// A server or the sandbox failed.
  case failure
}

extension PlanOutcome {
  /// What a plan is told of it.
  package var fact: PlanFact {
    switch self {
    case .stage(.attempt(let made)): .attempt(made.attempt.number, isPass: made.attempt.isPass)
    case .stage(.infra): .failure
    case .stage: .stage
    case .review: .review
    case .retried(let made): .sample(made.attempt.number, isPass: made.attempt.isPass)
    case .replayed(let attempt, _, let differs): .replay(attempt.number, differs: differs)
    case .forked: .fork
    }
  }
}

/// Steps of many kinds as a value: given the state, what next; should it stop, and why.
///
/// A plan does nothing itself. It is asked before every stage, so that it can be stopped between any
/// two, and it is told what each gave. Its value is all it knows: it goes on from there after a kill.
package protocol Plan: Codable, Sendable {
  /// Names the kind of plan in records.
  static var kind: String { get }

  /// Whether it continues the line of attempts at its place, so that no other may do so meanwhile.
  static var needsLine: Bool { get }

  /// Whether its stages are made one at a time, to be looked at: each is told, and none is summed up.
  static var tellsStages: Bool { get }

  /// The attempt that what it makes is compared with; nil for the one that each grows from.
  var original: Int? { get }

  /// What to do next.
  func next(_ view: PlanView) -> PlanAction

  /// Takes in what came of an action.
  mutating func took(_ fact: PlanFact)
}

extension Plan {
  package static var tellsStages: Bool { false }
  package var original: Int? { nil }
}

/// Looks at the state between two stages, and stops a plan there.
package protocol StopRule: Sendable {
  /// Why the plan is to stop before its next action; nil to go on.
  func reason(before action: PlanAction, _ view: PlanView) -> String?
}
