import Experiments
import Presentation

/// A run of attempts that ended with a pass.
struct SolvedRecord: ReplyRecord {
  static let name = "solved"
  static let summary = "A run of attempts that ended with a pass."
  static let members = [
    "node": "the attempt that passed",
    "attempts": "models' attempts on the path to it",
    "byHand": "attempts on the path that a person wrote",
    "guidance": "pieces of guidance on the path",
    "reviews": "reviews on the path",
    "costNanoUSD": "what the problem cost, in billionths of a dollar",
    "unpricedCalls": "calls whose cost is not known",
  ]

  var node: String
  var attempts: Int
  var byHand: Int
  var guidance: Int
  var reviews: Int
  var costNanoUSD: Int
  var unpricedCalls: Int

  var named: String? { node }
}

/// A run of attempts that stopped before it was done.
struct HaltedRecord: ReplyRecord {
  static let name = "halted"
  static let summary =
    "A run of attempts that stopped before it was done; a spent budget is an error."
  static let members = [
    "reason": "why: the prompt was cut, or a rule",
    "message": "the same in words",
  ]

  var reason: HaltReason
  var message: String
}

/// How new samples of one request came out.
struct RetriedRecord: ReplyRecord {
  static let name = "retried"
  static let summary = "How new samples of one request came out."
  static let members = [
    "node": "the attempt whose request it is",
    "passed": "samples that passed",
    "samples": "samples taken",
  ]

  var node: String
  var passed: Int
  var samples: Int
}
