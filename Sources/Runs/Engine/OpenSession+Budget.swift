package import Experiments

extension OpenSession {
  /// The model of a name, at what an hour of one's own machine costs when that is set.
  ///
  /// - Throws: `ProviderError` when no provider has the model.
  package func model(named name: String) async throws -> ResolvedModel {
    var model = try await services.models.find(name)
    let isOwnMachine = model.tier == .local && !model.isSimulator && !model.isReplay
    if isOwnMachine, let rate = await currentSettings.money("local-rate") {
      model.price?.hourNanoUSD = rate.nanoUSD
    }
    return model
  }

  /// The limits that hold now.
  package var budget: Budget {
    get async {
      let settings = await currentSettings
      var budget = Budget()
      for scope in Budget.Scope.allCases {
        budget[scope] = settings.money("budget-\(scope.rawValue)")
      }
      return budget
    }
  }

  /// The limits that hold for a call of a role: an attempt's is of the coder's calls alone.
  func budget(for role: Role) async -> Budget {
    var budget = await budget
    if role != .coder { budget[.attempt] = nil }
    return budget
  }

  /// What was spent at most in each scope, for the problem of the person at the prompt.
  package var spent: [Budget.Scope: Money] {
    get async {
      guard let experiment = await state.experiment else {
        return await spent(for: nil, at: Spot(node: 0))
      }
      return await spent(for: experiment.taskID, at: experiment.position.spot)
    }
  }

  /// What was spent at most in each scope.
  ///
  /// Known costs, the bound of calls that broke off, and what calls under way have reserved. Answers of
  /// recordings cost nothing now. The session's has also what speed tests have cost since the start, the
  /// attempt's only what broke off of the one that is next at the place.
  func spent(for taskID: String?, at spot: Spot) async -> [Budget.Scope: Money] {
    let recorded = await recorded(for: taskID, at: spot)
    return desk.with { $0.spent(recorded, for: taskID) }
  }

  /// What the events say was spent at most in each scope.
  private func recorded(for taskID: String?, at spot: Spot) async -> [Budget.Scope: Money] {
    let state = await state
    let experiment = taskID.flatMap { state.experiments[$0] }
    return [
      .session: state.experiments.values.reduce(.zero) { $0 + $1.ledger.spent.atMost },
      .problem: experiment?.ledger.spent.atMost ?? .zero,
      .attempt: experiment?.brokenAtMost[spot] ?? .zero,
    ]
  }

  /// Whether a call may be sent, and what its limits cover.
  enum BudgetAnswer: Sendable {
    case breach(BudgetBreach)
    case reserved(affordableTries: Int?)
  }

  /// Asks the budget for a call and reserves its bound in one step, so that two callers cannot both take
  /// what is enough for one.
  func reserve(_ reservation: inout Reservation, for call: PreparedCall) async -> BudgetAnswer {
    let budget = await budget(for: call.request.role)
    guard !budget.isEmpty else {
      reservation.holdOneMore()
      return .reserved(affordableTries: nil)
    }
    while true {
      let releases = desk.with { $0.releases }
      let recorded = await recorded(for: call.taskID, at: call.spot)
      let worst = reservation.worst
      let answer = desk.with { state -> BudgetAnswer? in
        // A call that ended meanwhile may be in neither sum.
        guard state.releases == releases else { return nil }
        let spent = state.spent(recorded, for: call.taskID)
        if let breach = budget.breach(byCallOf: worst, spent: spent) { return .breach(breach) }
        state.reserve(worst ?? .zero, for: call.taskID)
        return .reserved(
          affordableTries: worst.flatMap { budget.calls(of: $0, spent: spent) })
      }
      guard let answer else { continue }
      if case .reserved = answer { reservation.tookOver(worst ?? .zero) }
      return answer
    }
  }

  /// Counts calls that the session does not record against its budget.
  package func book(unrecorded cost: Money) {
    desk.with { $0.unrecorded = $0.unrecorded + cost }
  }

  /// What the limits of session and problem leave; nil without one.
  package var budgetLeft: (amount: Money, isLow: Bool)? {
    get async { await budget.left(spent: await spent) }
  }

  /// The most that a request can cost; nil when its model has no price.
  package func worstCase(
    of messages: [Message], _ sampling: Sampling, by model: ResolvedModel
  ) async -> Money? {
    let deadline = await currentSettings.number("request-deadline") ?? 300
    return model.price?.worstCase(
      inputTokens: TokenEstimate.bound(messages), outputTokens: sampling.maxOutputTokens,
      milliseconds: Int(deadline * 1000))
  }

  /// Says when a limit is nearly spent.
  func warn(
    after before: [Budget.Scope: Money], for taskID: String, at spot: Spot,
    observe: StageObserver
  ) async {
    let budget = await budget
    guard !budget.isEmpty else { return }
    let after = await spent(for: taskID, at: spot)
    for scope in budget.warnings(before: before, after: after) {
      guard let limit = budget[scope] else { continue }
      await observe(
        .notice("budget: \(after[scope] ?? .zero) of the \(scope.rawValue)'s \(limit) are spent"))
    }
  }

  /// Records that the budget stopped a call, and says so as an error.
  func halt(
    _ breach: BudgetBreach, role: Role, model: ResolvedModel, of taskID: String, parent: Int
  ) async throws -> WorkbenchError {
    let error = BudgetText.error(breach, model: model.name)
    let halted = Halted(reason: .budget, role: role, message: error.message, breach: breach)
    try await record([halted], of: taskID, parent: parent)
    return error
  }

  /// Records that a server read only a part of a prompt; says whether it did.
  func haltWhenCut(
    _ answer: Answer, _ sent: RequestSent, of taskID: String, observe: StageObserver
  ) async throws -> Bool {
    let estimated = sent.slots.reduce(0) { $0 + $1.tokens }
    let check = ContextCheck(
      reported: answer.end.usage.inputTokens, estimated: estimated,
      window: sent.sampling.contextTokens)
    switch check {
    case .whole: return false
    case .doubtful(let why):
      await observe(.notice("\(sent.model): \(why)"))
      return false
    case .cut(let why):
      let message = "\(sent.model) did not see the whole prompt: \(why)"
      await observe(.notice(message))
      try await record(
        [Halted(reason: .context, role: sent.role, message: message)], of: taskID)
      return true
    }
  }
}

/// How a budget is spoken of.
enum BudgetText {
  /// Why a call was not sent, and the three ways to go on.
  static func error(_ breach: BudgetBreach, model: String) -> WorkbenchError {
    let scope = breach.scope.rawValue
    guard let worst = breach.worst else {
      return WorkbenchError(
        "(budget) \(model) has no price, so the \(scope) budget of \(breach.limit) cannot be kept",
        hint:
          "models use ROLE NAME with a priced model; a price in prices.json (help spending); budget \(scope) off",
        kind: .budget)
    }
    let raised = breach.spent + worst
    let cents = Money(nanoUSD: (raised.nanoUSD + 9_999_999) / 10_000_000 * 10_000_000)
    return WorkbenchError(
      "(budget) a call to \(model) may cost up to \(worst); \(breach.left) of the \(scope) budget of \(breach.limit) is left",
      hint:
        "raise: budget \(scope) \(cents.dollars) · cheaper: models use ROLE NAME, set max-output N · skip: next-problem",
      kind: .budget)
  }
}
