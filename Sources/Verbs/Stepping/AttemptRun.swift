import ArgumentParser
import Experiments
import Presentation
import Runs

/// Runs plans at the place of the person at the prompt, showing each attempt as it is done.
struct AttemptRun {
  let context: VerbContext
  var anyway = false

  /// - Throws: `WorkbenchError` when the attempt at the place passed and `--anyway` was not given.
  func refuseAfterPass(at place: Place) async throws {
    guard !anyway,
      let last = try await context.session.experiment(place.taskID).attempt(place.node),
      last.isPass
    else { return }
    throw WorkbenchError(
      "@\(last.number) passed: the problem is solved",
      hint: "step --anyway goes on; retry takes another sample; next-problem moves on")
  }

  /// Does what a plan says, and sums up how it ended.
  ///
  /// - Throws: as `OpenSession.run`; `WorkbenchError` after a failure of server or sandbox.
  func run<P: Plan>(_ plan: P, at place: Place) async throws -> Reply {
    let showsTrend = (plan as? AttemptsPlan).map { $0.left > 1 } ?? false
    if showsTrend { await context.observe(.manyAttempts) }
    // What the lines of every make belongs to the same verb, and they end with koderz.
    let result = try await context.session.run(
      plan, at: place, isResumable: context.hooks.all.isEmpty, observe: context.observe
    ) { outcome, before in
      try await show(outcome, before, of: plan, showsTrend: showsTrend)
    }
    return try await reply(to: result)
  }

  private func show(
    _ outcome: PlanOutcome, _ before: PlanView, of plan: some Plan, showsTrend: Bool
  ) async throws {
    switch outcome {
    case .stage(.attempt(let made)):
      let trend = showsTrend ? trend(before, made) : []
      try await context.attemptMade(
        AttemptReply.made(made, in: context.session, before: before.last, trend: trend))
    case .retried(let made):
      let original = plan.original.flatMap { before.experiment.attempt($0) }
      try await context.attemptMade(AttemptReply.made(made, in: context.session, before: original))
    case .stage(let result):
      guard type(of: plan).tellsStages, let reply = StageReply.made(result) else { return }
      await context.emit(reply)
    case .review(let result): await context.emit(ReviewReply.made(result))
    case .replayed(let attempt, let verdict, let differs):
      await context.emit(ReplayReply.made(attempt, verdict, differs))
    case .forked(let place): await context.emit(HeadReply.forked(place))
    }
  }

  /// The results on the path to an attempt, for its sparkline.
  private func trend(
    _ before: PlanView, _ made: MadeAttempt
  ) -> [(passed: Int, total: Int)] {
    let path = before.experiment.path(to: before.place.node).map { ($0.passed, $0.total) }
    return path + [(made.attempt.passed, made.attempt.total)]
  }

  private func reply<P: Plan>(to result: PlanResult<P>) async throws -> Reply {
    switch result.end {
    case .complete: return (result.plan as? SamplesPlan).map(Self.retried) ?? Reply()
    case .solved(let number):
      guard !P.tellsStages else { return Reply() }
      return try await solved(number, result.place)
    case .contextCut: return Self.cutShort
    case .rule(let reason) where P.self == ReplayPlan.self:
      throw WorkbenchError(reason, hint: "test @n --repeat 20 shows how often the verdict changes")
    case .rule(let reason):
      return Reply(
        StyledText(reason, .warning), record: HaltedRecord(reason: .rule, message: reason))
    case .failed(let failure): throw AttemptReply.infra(failure)
    }
  }

  /// How several samples of one request came out; one alone was told already.
  private static func retried(_ plan: SamplesPlan) -> Reply {
    guard plan.taken > 1 else { return Reply() }
    return Reply(
      "\(plan.passed) of \(plan.taken) new samples of \("@\(plan.attempt)", .address)'s request passed",
      record: RetriedRecord(
        node: "@\(plan.attempt)", passed: plan.passed, samples: plan.taken))
  }

  /// What runs of whole attempts may give.
  static let records: [any ReplyRecord.Type] = [
    AttemptRecord<AttemptMade>.self, SolvedRecord.self, HaltedRecord.self,
  ]

  /// Checks how many attempts or stages were asked for.
  ///
  /// - Throws: `ValidationError` when it is less than 1.
  static func check(_ count: Int?) throws {
    guard let count, count < 1 else { return }
    throw ValidationError("the count must be at least 1, not \(count)")
  }

  private static let cutMessage =
    "(context) stopped, because the coder did not see the whole prompt: set context N, set feedback class, or a model with a larger window"

  private static let cutShort = Reply(
    StyledText(cutMessage, .warning), record: HaltedRecord(reason: .context, message: cutMessage))

  private func solved(_ number: Int, _ place: Place) async throws -> Reply {
    let experiment = try await context.session.experiment(place.taskID)
    let path = experiment.path(to: number)
    let guidance = Set(path.flatMap(\.guidance)).compactMap { experiment.guidance(number: $0) }
    let given = guidance.count { $0.scope != .review }
    let reviews = experiment.reviews(onPathTo: number).count
    let made = path.count { !$0.isByHand }
    var parts = [Numbers.plural(made, "attempt")]
    if made < path.count { parts.append("\(path.count - made) by hand") }
    if given > 0 { parts.append("\(given) guidance") }
    if reviews > 0 { parts.append(Numbers.plural(reviews, "review")) }
    let totals = experiment.ledger.total()
    let cost = CostText.total(totals)
    let line: StyledText =
      "\("solved", .good) in \(parts.joined(separator: ", ")) · \(cost)"
    return Reply(
      line,
      record: SolvedRecord(
        node: "@\(number)", attempts: made, byHand: path.count - made, guidance: given,
        reviews: reviews, costNanoUSD: totals.cost.nanoUSD, unpricedCalls: totals.unpriced))
  }
}
