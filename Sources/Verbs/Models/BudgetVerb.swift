package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `budget [SCOPE [AMOUNT]]`.
package struct BudgetVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "budget",
    abstract: "Limit what the session, a problem or an attempt may cost; show what is left.",
    discussion: """
      Before a call is sent, the most it can cost is reserved: every byte of the prompt as a token at the \
      dearest input price, and all the output it may have. When that is more than a limit leaves, nothing \
      is sent and koderz stops at (budget), with status 5 in a script. Raise the limit, take a cheaper \
      model, or go to the next problem. A model without a price cannot be asked under a budget. An attempt's \
      limit holds for the coder's calls alone, those that broke off included; specs and reviews are the \
      problem's. The answers of a recording cost nothing now and do not count.
      """)
  package static let group = VerbGroup.models
  package static let records: [any ReplyRecord.Type] = [BudgetRecord.self, BudgetNotesRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession]
  package static let seeAlso = ["cost", "recost", "preview", "spending"]
  package static let examples = [
    "budget", "budget session 1.00", "budget problem 0.25; budget", "budget session off",
  ]
  package static let completions = [
    ArgumentCompletion.words(Budget.Scope.allCases.map(\.rawValue)), .words(["off"]),
  ]

  @Argument(help: "session, problem or attempt.") package var scope: String?
  @Argument(help: "Dollars, such as 0.50, or off.") package var amount: String?

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    guard let word = scope else { return await table(context.session, nil) }
    guard let scope = Budget.Scope(rawValue: word) else {
      throw WorkbenchError(
        "there is no budget “\(word)”", hint: "budgets: session, problem, attempt", word: word,
        kind: .usage)
    }
    if let amount {
      let value = amount == "off" ? "" : amount
      if !value.isEmpty, Money(dollars: value) == nil {
        throw WorkbenchError(
          "“\(amount)” is not an amount of dollars", hint: "type an amount such as 0.50, or off",
          word: amount,
          kind: .usage)
      }
      try await SettingChange.apply("budget-\(scope.rawValue)", value, context)
    }
    return await table(context.session, scope)
  }

  /// The limits, one or all, with what was spent against each.
  private func table(_ session: OpenSession, _ only: Budget.Scope?) async -> Reply {
    let budget = await session.budget
    let spent = await session.spent
    var table = Table(columns: [
      .init("budget"), .init("spent", .right), .init("limit", .right), .init("left", .right),
    ])
    var reply = Reply()
    for scope in Budget.Scope.allCases where only == nil || only == scope {
      let limit = budget[scope]
      let used = spent[scope] ?? .zero
      let left = limit.map { max(Money.zero, $0 - used) }
      table.rows.append([
        StyledText(scope.rawValue),
        StyledText(scope == .attempt && used == .zero ? "" : used.description),
        StyledText(limit?.description ?? "none"), StyledText(left?.description ?? ""),
      ])
      reply.records.append(
        BudgetRecord(
          scope: scope, spentNanoUSD: used.nanoUSD, limitNanoUSD: limit?.nanoUSD,
          leftNanoUSD: left?.nanoUSD))
    }
    reply.add(table)
    let ledger = await session.state.experiments.values.reduce(Ledger()) { $0 + $1.ledger }
    let replayed = ledger.total(where: \.isReplay).cost
    if .zero < replayed {
      reply.add(
        StyledText("not in it: \(replayed) that was paid when answers were recorded", .dim))
    }
    let unpriced = ledger.spent.unpriced
    if unpriced > 0 {
      reply.add(
        StyledText("not in it: \(Numbers.plural(unpriced, "call")) without a price", .warning))
    }
    var notes = BudgetNotesRecord(recordedNanoUSD: replayed.nanoUSD, unpricedCalls: unpriced)
    if only == nil, let place = try? await session.here(),
      let next = try? await session.nextRequest(at: place)
    {
      let worst = await session.worstCase(
        of: next.prompt.messages, next.sent.sampling, by: next.model)
      (notes.nextModel, notes.nextAtMostNanoUSD) = (next.model.name, worst?.nanoUSD)
      reply.add(
        StyledText(
          "next attempt: \(next.model.name), \(worst.map { "at most \($0)" } ?? "unpriced")", .dim))
    }
    reply.records.append(notes)
    return reply
  }
}
