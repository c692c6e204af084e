import Experiments
import Presentation

struct SpentPart: RecordPart {
  static let members = [
    "calls": "calls answered in full",
    "uncountedCalls": "of those, calls whose tokens the server did not count",
    "inputTokens": "tokens read",
    "outputTokens": "tokens written",
    "cacheReadTokens": "of the tokens read, those from a cache",
    "reasoningTokens": "of the tokens written, those of thought",
    "costNanoUSD": "what they cost, in billionths of a dollar",
    "unpricedCalls": "calls whose cost is not known",
    "brokenCalls": "calls that broke off",
    "brokenAtMostNanoUSD": "the most that those can have cost",
    "modelMs": "time of the calls in milliseconds",
  ]

  var calls: Int
  var uncountedCalls: Int
  var inputTokens: Int
  var outputTokens: Int
  var cacheReadTokens: Int
  var reasoningTokens: Int
  var costNanoUSD: Int
  var unpricedCalls: Int
  var brokenCalls: Int
  var brokenAtMostNanoUSD: Int
  var modelMs: Int
}

struct PhasePart: RecordPart {
  static let members = [
    "phase": "spec, iterations or reviews",
    "spent": "what its calls came to",
  ]

  var phase: String
  var spent: SpentPart
}

struct TierPart: RecordPart {
  static let members = [
    "tier": "the tier of its models",
    "spent": "what its calls came to",
  ]

  var tier: Tier
  var spent: SpentPart
}

/// What one model cost in one role, in the session.
struct CostRecord: ReplyRecord {
  static let name = "cost"
  static let summary = "What one model cost in one role, in the session."
  static let members = [
    "role": "the role",
    "model": "the model",
    "tier": "its tier",
    "isReplay": "whether it was paid when answers were recorded, and not again",
    "calls": "calls answered in full",
    "uncountedCalls": "of those, calls whose tokens the server did not count",
    "inputTokens": "tokens read",
    "outputTokens": "tokens written",
    "cacheReadTokens": "of the tokens read, those from a cache",
    "reasoningTokens": "of the tokens written, those of thought",
    "costNanoUSD": "what they cost, in billionths of a dollar",
    "unpricedCalls": "calls whose cost is not known",
    "brokenCalls": "calls that broke off",
    "brokenAtMostNanoUSD": "the most that those can have cost",
    "modelMs": "time of the calls in milliseconds",
  ]

  var role: Role
  var model: String
  var tier: Tier
  var isReplay: Bool
  var calls: Int
  var uncountedCalls: Int
  var inputTokens: Int
  var outputTokens: Int
  var cacheReadTokens: Int
  var reasoningTokens: Int
  var costNanoUSD: Int
  var unpricedCalls: Int
  var brokenCalls: Int
  var brokenAtMostNanoUSD: Int
  var modelMs: Int
}

/// What the session, or a problem of it, cost.
struct CostTotalRecord: ReplyRecord {
  static let name = "cost-total"
  static let summary = "What the session, or a problem of it, cost."
  static let members = [
    "problem": "the problem; none for the whole session",
    "spent": "what all calls came to",
    "phases": "the same by phase; only of a problem",
    "tiers": "the same by tier; only of a problem",
    "frontierOnly": "what a frontier model alone cost or would cost; only of a problem",
    "recordedNanoUSD": "of the cost, what was paid when answers were recorded",
  ]

  var problem: String?
  var spent: SpentPart
  var phases: [PhasePart]?
  var tiers: [TierPart]?
  var frontierOnly: FrontierPart?
  var recordedNanoUSD: Int?
}

struct FrontierPart: RecordPart {
  static let members = [
    "text": "the comparison in words",
    "costNanoUSD": "what it cost or would cost, in billionths of a dollar",
    "isRun": "whether it is from a run; else it is an estimate",
    "savedNanoUSD": "what was saved against it; only of a solved problem with such a run",
  ]

  var text: String
  var costNanoUSD: Int?
  var isRun: Bool
  var savedNanoUSD: Int?
}

/// What a problem came to in this session.
struct SummaryRecord: ReplyRecord {
  static let name = "summary"
  static let summary = "What a problem came to in this session."
  static let members = [
    "problem": "its task ID",
    "solved": "whether a model's attempt passed, on any branch",
    "attempts": "models' attempts, of all branches",
    "pathAttempts": "models' attempts on the path to the head",
    "byHand": "attempts that a person wrote",
    "guidance": "pieces of guidance given",
    "reviews": "reviews made",
    "modelMs": "time of the calls in milliseconds",
    "testMs": "time of the tests in milliseconds",
    "inputTokens": "tokens read",
    "outputTokens": "tokens written",
    "costNanoUSD": "what it cost, in billionths of a dollar",
    "unpricedCalls": "calls whose cost is not known",
    "phases": "what it cost by phase",
    "tiers": "what it cost by tier",
    "frontierOnly": "what a frontier model alone cost or would cost, in words",
    "frontier": "the same in numbers",
  ]

  var problem: String
  var solved: Bool
  var attempts: Int
  var pathAttempts: Int
  var byHand: Int
  var guidance: Int
  var reviews: Int
  var modelMs: Int
  var testMs: Int
  var inputTokens: Int
  var outputTokens: Int
  var costNanoUSD: Int
  var unpricedCalls: Int
  var phases: [PhasePart]
  var tiers: [TierPart]
  var frontierOnly: String
  var frontier: FrontierPart

  var named: String? { problem }
}

/// What a line took.
struct TimeRecord: ReplyRecord {
  static let name = "time"
  static let summary = "What a line took."
  static let members = [
    "wallMs": "time by the clock in milliseconds",
    "modelMs": "of it, time spent waiting for models",
    "testMs": "of it, time of the tests",
    "cpuMs": "koderz's own processor time",
    "calls": "calls answered",
    "inputTokens": "tokens read",
    "outputTokens": "tokens written",
    "costNanoUSD": "what they cost, in billionths of a dollar",
    "unpricedCalls": "calls whose cost is not known",
  ]

  var wallMs: Int
  var modelMs: Int
  var testMs: Int
  var cpuMs: Int
  var calls: Int
  var inputTokens: Int
  var outputTokens: Int
  var costNanoUSD: Int
  var unpricedCalls: Int
}

/// A limit and what was spent against it.
struct BudgetRecord: ReplyRecord {
  static let name = "budget"
  static let summary = "A limit and what was spent against it."
  static let members = [
    "scope": "what it holds for",
    "spentNanoUSD": "what was spent, in billionths of a dollar",
    "limitNanoUSD": "the limit; none without one",
    "leftNanoUSD": "what is left of it",
  ]

  var scope: Budget.Scope
  var spentNanoUSD: Int
  var limitNanoUSD: Int?
  var leftNanoUSD: Int?
}

/// What a budget does not count, and what the next attempt may cost.
struct BudgetNotesRecord: ReplyRecord {
  static let name = "budget-notes"
  static let summary = "What a budget does not count, and what the next attempt may cost."
  static let members = [
    "recordedNanoUSD": "what was paid when answers were recorded",
    "unpricedCalls": "calls without a price",
    "nextModel": "the model of the next attempt",
    "nextAtMostNanoUSD": "the most that the next attempt can cost; none when unpriced",
  ]

  var recordedNanoUSD: Int
  var unpricedCalls: Int
  var nextModel: String?
  var nextAtMostNanoUSD: Int?
}

/// What a model's calls would cost at other prices.
struct RecostRecord: ReplyRecord {
  static let name = "recost"
  static let summary = "What a model's calls would cost at other prices."
  static let members = [
    "model": "the model",
    "calls": "its answered calls",
    "recordedNanoUSD": "what they cost when they were made",
    "nowNanoUSD": "what they would cost",
    "unpricedCalls": "calls that have no price now",
    "brokenCalls": "calls that broke off",
    "recordedBrokenAtMostNanoUSD": "the most that those can have cost",
    "nowBrokenAtMostNanoUSD": "the most that those could cost",
    "asOf": "the days of the prices, “local” or “no entry”",
  ]

  var model: String
  var calls: Int
  var recordedNanoUSD: Int
  var nowNanoUSD: Int
  var unpricedCalls: Int
  var brokenCalls: Int
  var recordedBrokenAtMostNanoUSD: Int
  var nowBrokenAtMostNanoUSD: Int
  var asOf: String
}

/// What a frontier model alone cost for a problem, or would cost.
struct FrontierCostRecord: ReplyRecord {
  static let name = "frontier-cost"
  static let summary = "What a frontier model alone cost for a problem, or would cost."
  static let members = [
    "problem": "the problem",
    "model": "the model",
    "spentNanoUSD": "what this session cost for the problem",
    "costNanoUSD": "what the model cost or would cost; none when unknown",
    "isRun": "whether it is from a run; else it is an estimate",
    "isLeast": "whether calls are missing whose tokens were not counted",
    "ground": "the run, or what the estimate rests on",
  ]

  var problem: String
  var model: String
  var spentNanoUSD: Int
  var costNanoUSD: Int?
  var isRun: Bool
  var isLeast: Bool
  var ground: String

  var named: String? { problem }
}
