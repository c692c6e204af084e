import Experiments
import Presentation

/// On what occasion tests were run again on the code of an attempt.
protocol RunAgainOccasion {
  static var name: String { get }
  static var summary: String { get }
}

/// By `test`.
enum Retested: RunAgainOccasion {
  static let name = "retest"
  static let summary = "The tests of an attempt, run again by test."
}

/// By `replay`.
enum Replayed: RunAgainOccasion {
  static let name = "replayed"
  static let summary = "An attempt whose recorded answer was gone through again."
}

/// A run of the tests on code that was judged before.
struct RunAgainRecord<Occasion: RunAgainOccasion>: ReplyRecord {
  static var name: String { Occasion.name }
  static var summary: String { Occasion.summary }
  static var members: [String: String] {
    [
      "node": "the attempt", "outcome": "what the tests say now", "passed": "assertions that hold",
      "total": "assertions there are", "differs": "whether the attempt's own verdict is another",
      "was": "the outcome of the attempt's own verdict",
      "failure": "the first assertion that did not hold",
      "undefinedNames": "names that the code uses and nothing defines",
    ]
  }

  var node: String
  var outcome: Outcome
  var passed: Int
  var total: Int
  var differs: Bool
  var was: Outcome
  var failure: AssertionFailure?
  var undefinedNames: [UndefinedName]?

  var named: String? { node }

  init(_ attempt: Attempt, _ verdict: Verdict, differs: Bool) {
    node = "@\(attempt.number)"
    (outcome, passed, total) = (verdict.outcome, verdict.passed, verdict.total)
    (self.differs, was) = (differs, attempt.outcome)
    failure = verdict.failures.first
    undefinedNames = verdict.undefinedNames
  }
}
