package import Experiments

extension Workspace {
  /// The model of a name, at what an hour of one's own machine costs when that is set.
  ///
  /// - Throws: `ProviderError` when nobody answers to the name.
  package func model(named name: String) async throws -> ResolvedModel {
    var model = try await services.models.find(name)
    let isOwnMachine = model.tier == .local && !model.isSimulator && !model.isReplay
    if isOwnMachine, let rate = currentSettings.money("local-rate") {
      model.price?.hourNanoUSD = rate.nanoUSD
    }
    return model
  }

  /// The limits that hold now.
  package var budget: Budget {
    let settings = currentSettings
    var budget = Budget()
    for scope in Budget.Scope.allCases {
      budget[scope] = settings.money("budget-\(scope.rawValue)")
    }
    return budget
  }

  /// The limits that hold for a call of a role: an attempt's is of the coder's calls alone.
  func budget(for role: Role) -> Budget {
    var budget = budget
    if role != .coder { budget[.attempt] = nil }
    return budget
  }

  /// What was spent at most in each scope.
  ///
  /// Known costs, the bound of calls that broke off, and what calls under way have reserved. Answers of
  /// recordings cost nothing now. The session's has also what speed tests have cost since the start, the
  /// attempt's only what broke off of the one that is next at the head.
  package var spent: [Budget.Scope: Money] {
    let session = state.experiments.values.reduce(Money.zero) { $0 + $1.ledger.spent.atMost }
    let problem = state.experiment?.ledger.spent.atMost ?? .zero
    let attempt = state.experiment.flatMap { $0.brokenAtMost[$0.position.head] } ?? .zero
    return [
      .session: session + unrecorded + reserved, .problem: problem + reserved, .attempt: attempt,
    ]
  }

  /// Counts calls that the session does not record against its budget.
  package func book(unrecorded cost: Money) { unrecorded = unrecorded + cost }

  /// What the limits of session and problem leave; nil without one.
  package var budgetLeft: (amount: Money, isLow: Bool)? { budget.left(spent: spent) }

  /// The most that a request can cost; nil when its model has no price.
  package func worstCase(
    of messages: [Message], _ sampling: Sampling, by model: ResolvedModel
  ) -> Money? {
    model.price?.worstCase(
      inputTokens: TokenEstimate.bound(messages), outputTokens: sampling.maxOutputTokens,
      milliseconds: deadlineMs)
  }

  /// The longest a call may take, in milliseconds.
  private var deadlineMs: Int { Int((currentSettings.number("request-deadline") ?? 300) * 1000) }

  /// Says when a limit is nearly spent.
  func warn(
    after before: [Budget.Scope: Money], observe: StageObserver
  ) async {
    let budget = budget
    for scope in budget.warnings(before: before, after: spent) {
      guard let limit = budget[scope] else { continue }
      await observe(
        .notice("budget: \(spent[scope] ?? .zero) of the \(scope.rawValue)'s \(limit) are spent"))
    }
  }

  /// Records that the budget stopped a call, and says so as an error.
  func halt(
    _ breach: BudgetBreach, role: Role, model: ResolvedModel, parent: Int
  ) async throws -> WorkbenchError {
    let error = BudgetText.error(breach, model: model.name)
    let halted = Halted(reason: .budget, role: role, message: error.message, breach: breach)
    try await record([.halted(halted)], parent: parent)
    return error
  }

  /// Records that a server read only a part of a prompt.
  func haltWhenCut(_ answer: Answer, _ sent: RequestSent, observe: StageObserver) async throws {
    let estimated = sent.slots.reduce(0) { $0 + $1.tokens }
    let check = ContextCheck(
      reported: answer.end.usage.inputTokens, estimated: estimated,
      window: sent.sampling.contextTokens)
    switch check {
    case .whole: return
    case .doubtful(let why): await observe(.notice("\(sent.model): \(why)"))
    case .cut(let why):
      let message = "\(sent.model) did not see the whole prompt: \(why)"
      await observe(.notice(message))
      try await record([.halted(Halted(reason: .context, role: sent.role, message: message))])
    }
  }
}

extension ProviderError {
  /// Whether the server did no work that it would charge for.
  var isBeforeWork: Bool {
    switch code {
    case .unreachable, .modelNotFound, .keyRefused, .rateLimited, .overloaded, .notConfigured,
      .contextExceeded, .badRequest, .suspended, .recordingExhausted:
      true
    case .unanswered, .timeout, .serverError, .badResponse, .brokenStream: false
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
        "(budget) \(model) has no price, so the \(scope)'s budget of \(breach.limit) cannot hold",
        hint:
          "models use ROLE a priced model; a price in prices.json (help spending); budget \(scope) off",
        kind: .budget)
    }
    let raised = breach.spent + worst
    let cents = Money(nanoUSD: (raised.nanoUSD + 9_999_999) / 10_000_000 * 10_000_000)
    return WorkbenchError(
      "(budget) asking \(model) may cost up to \(worst), and \(breach.left) of the \(scope)'s \(breach.limit) is left",
      hint:
        "raise: budget \(scope) \(cents.dollars) · cheaper: models use ROLE NAME, set max-output N · skip: next-problem",
      kind: .budget)
  }
}
