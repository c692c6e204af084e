import Experiments
import Presentation
import Runs

/// Makes attempts one after the other, showing each as it is done.
struct AttemptRun {
  let context: VerbContext
  /// Whether automatic reviews are made when due.
  let reviews: Bool
  let anyway: Bool

  /// - Throws: `WorkbenchError` when the head passed and nobody said `--anyway`.
  func refuseAfterPass() async throws {
    guard !anyway, let head = try await context.workspace.experiment().head, head.isPass else {
      return
    }
    throw WorkbenchError(
      "@\(head.number) passed: the problem is solved",
      hint: "step --anyway goes on; retry takes another sample; next-problem moves on")
  }

  /// Makes at most `count` attempts, stopping at a pass.
  ///
  /// - Throws: as `Workspace.step`; `WorkbenchError` after a failure of server or sandbox.
  func attempts(_ count: Int) async throws -> Reply {
    if count > 1 { await context.observe(.manyAttempts) }
    for _ in 0..<count {
      try Task.checkCancellation()
      if reviews { try await reviewWhenDue() }
      let before = try await context.workspace.experiment().head
      let result = try await context.workspace.step(observe: context.observe)
      guard case .attempt(let attempt, let verdict, let candidate) = result else {
        if case .infra(let failure) = result { throw AttemptReply.infra(failure) }
        continue
      }
      let trend = count > 1 ? try await trend(to: attempt) : []
      try await context.attemptMade(
        AttemptReply.made(attempt, verdict, candidate, before: before, trend: trend))
      if attempt.isPass { return try await solved(attempt) }
      if try await context.workspace.experiment().halted == .context { return Self.cutShort }
    }
    return Reply()
  }

  private static let cutShort = Reply(
    StyledText(
      "(context) stopped, because the coder did not see the whole prompt: set context N, set feedback class, or a model with a larger window",
      .warning), record: ["event": "halted", "reason": "context"])

  /// The results on the path to an attempt, for its sparkline.
  private func trend(to attempt: Attempt) async throws -> [(passed: Int, total: Int)] {
    try await context.workspace.experiment().path(to: attempt.number).map {
      ($0.passed, $0.total)
    }
  }

  private func reviewWhenDue() async throws {
    guard try await context.workspace.isReviewDue() else { return }
    let result = try await context.workspace.review(
      by: nil, automatic: true, observe: context.observe)
    await context.emit(ReviewReply.made(result))
  }

  private func solved(_ attempt: Attempt) async throws -> Reply {
    let experiment = try await context.workspace.experiment()
    let path = experiment.path(to: attempt.number)
    let guidance = Set(path.flatMap(\.guidance)).compactMap { experiment.guidance(number: $0) }
    let byHand = guidance.count { $0.scope != .review }
    let reviews = experiment.reviews(onPathTo: attempt.number).count
    var parts = [Numbers.plural(path.count, "attempt")]
    if byHand > 0 { parts.append("\(byHand) guidance") }
    if reviews > 0 { parts.append(Numbers.plural(reviews, "review")) }
    let cost = CostText.total(experiment.ledger.total())
    let line: StyledText =
      "\("solved", .good) in \(parts.joined(separator: ", ")) · \(cost)"
    return Reply(
      line,
      record: [
        "event": "solved", "node": .string("@\(attempt.number)"),
        "attempts": .integer(path.count), "guidance": .integer(byHand),
        "reviews": .integer(reviews),
      ])
  }
}
