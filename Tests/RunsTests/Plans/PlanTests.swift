import CanonicalJSON
import Experiments
import Runs
import StoreTesting
import Testing

/// A plan against a tree of attempts that exists only as events.
private struct PlanDriver<P: Plan> {
  var fold: FoldBuilder
  var plan: P
  var place: Place
  var interval = 5
  var actions: [PlanAction] = []

  init(_ plan: P, fold: FoldBuilder) throws {
    (self.plan, self.fold) = (plan, fold)
    place = try fold.experiment.place
  }

  /// Asks the plan, and does what it says with attempts of these outcomes, until it stops.
  mutating func run(_ outcomes: [Outcome]) throws -> PlanEnd {
    var outcomes = outcomes[...]
    while true {
      let view = PlanView(
        experiment: try fold.experiment, place: place, reviewInterval: interval)
      let action = plan.next(view)
      actions.append(action)
      switch action {
      case .stop(let end): return end
      case .review:
        try fold.review(at: place)
      case .fork(let name, let attempt):
        place = try fold.fork(name, at: attempt)
        plan.took(.fork)
      case .stage, .retry:
        let outcome = outcomes.removeFirst()
        let made = try fold.attempt(outcome, at: place, movesBranch: action != .retry(attempt: 1))
        if case .retry = action {
          plan.took(.sample(made.attempt.number, isPass: made.attempt.isPass))
        } else {
          place = made.place
          plan.took(.attempt(made.attempt.number, isPass: made.attempt.isPass))
        }
      case .replay(let number):
        let attempt = try #require(try fold.experiment.attempt(number))
        let outcome = outcomes.removeFirst()
        plan.took(.replay(number, differs: outcome != attempt.outcome))
      }
    }
  }
}

extension FoldBuilder {
  fileprivate mutating func review(at place: Place) throws {
    try review(at: try experiment.spot(place))
  }

  fileprivate mutating func fork(_ name: String, at attempt: Int) throws -> Place {
    try append(BranchMade(name: name, at: attempt))
    return Place(taskID: "T/1", node: attempt, branch: name)
  }

  fileprivate mutating func attempt(
    _ outcome: Outcome, at place: Place, movesBranch: Bool = true
  ) throws -> MadeAttempt {
    let spot = try experiment.spot(place)
    let request = try request(at: spot)
    let candidate = try answer(request, at: place.node)
    let branch = movesBranch ? try experiment.nextBranch(at: place) : nil
    try judge(candidate, outcome, at: place.node, on: branch)
    guard let attempt = try experiment.attempts.last else { throw Failure.noExperiment }
    return MadeAttempt(
      attempt: attempt, verdict: Verdict(outcome: outcome),
      candidate: CandidateExtracted(at: place.node, code: nil, form: nil, origin: ""),
      place: Place(taskID: "T/1", node: attempt.number, branch: branch))
  }
}

@Suite
struct PlanTests {
  @Test func `so many attempts, each from the one before`() throws {
    var driver = try PlanDriver(AttemptsPlan(3), fold: .opened())
    #expect(try driver.run([.wrong, .wrong, .wrong]) == .complete)
    #expect(try driver.fold.experiment.attempts.map(\.parent) == [0, 1, 2])
    #expect(driver.place == Place(taskID: "T/1", node: 3, branch: "main"))
  }

  @Test func `a pass ends them`() throws {
    var driver = try PlanDriver(AttemptsPlan(9), fold: .opened())
    #expect(try driver.run([.wrong, .pass]) == .solved(attempt: 2))
  }

  @Test func `reviews come when due and before the attempt they guide`() throws {
    var driver = try PlanDriver(AttemptsPlan(4, reviews: true), fold: .opened())
    driver.interval = 2
    #expect(try driver.run([.wrong, .wrong, .wrong, .wrong]) == .complete)
    let stage = PlanAction.stage(single: false)
    #expect(driver.actions == [stage, stage, .review, stage, stage, .stop(.complete)])
  }

  @Test func `without reviews none is made`() throws {
    var driver = try PlanDriver(AttemptsPlan(3), fold: .opened())
    driver.interval = 1
    _ = try driver.run([.wrong, .wrong, .wrong])
    #expect(!driver.actions.contains(.review))
  }

  @Test func `attempts made anew begin with a branch`() throws {
    var fold = try FoldBuilder.opened()
    _ = try fold.attempt(.wrong, at: fold.experiment.place)
    _ = try fold.attempt(.wrong, at: fold.experiment.place)
    var driver = try PlanDriver(AttemptsPlan.anew(2, on: "rerun-1", at: 1), fold: fold)
    #expect(try driver.run([.wrong, .wrong]) == .complete)
    #expect(driver.actions.first == .fork(name: "rerun-1", at: 1))
    #expect(try driver.fold.experiment.attempts.map(\.parent) == [0, 1, 1, 3])
    #expect(driver.place.branch == "rerun-1")
  }

  @Test func `all samples are taken, and none moves a branch`() throws {
    var fold = try FoldBuilder.opened()
    let place = try fold.experiment.place
    _ = try fold.attempt(.wrong, at: place)
    var driver = try PlanDriver(SamplesPlan(3, of: 1), fold: fold)
    driver.place = Place(taskID: "T/1", node: 0)
    #expect(try driver.run([.pass, .wrong, .pass]) == .complete)
    #expect(driver.plan.passed == 2)
    let position = try driver.fold.experiment.position
    #expect(position.branches == [Branch(name: "main", tip: 1)])
    #expect(position.head == 1)
  }

  @Test func `a replay stops at the first divergence`() throws {
    var fold = try FoldBuilder.opened()
    for outcome in [Outcome.wrong, .wrong, .pass] {
      _ = try fold.attempt(outcome, at: fold.experiment.place)
    }
    var driver = try PlanDriver(ReplayPlan([1, 2, 3]), fold: fold)
    #expect(
      try driver.run([.wrong, .pass]) == .rule("diverges at @2: the candidate is flaky"))
    #expect(driver.plan.left == [3])
  }

  @Test(arguments: 0..<4)
  func `a plan that was written down goes on where it was`(done: Int) throws {
    var driver = try PlanDriver(AttemptsPlan(4), fold: .opened())
    for _ in 0..<done {
      let made = try driver.fold.attempt(.wrong, at: driver.place)
      driver.place = made.place
      driver.plan.took(.attempt(made.attempt.number, isPass: made.attempt.isPass))
    }
    let json = try JSONValue(encoding: driver.plan).canonical
    driver.plan = try AttemptsPlan(canonicalJSON: json)
    #expect(
      try driver.run(Array(repeating: .wrong, count: 4 - done)) == .complete)
    #expect(try driver.fold.experiment.attempts.count == 4)
  }
}
