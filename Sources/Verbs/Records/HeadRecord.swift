import Experiments
import Presentation

/// Where one stands.
struct HeadRecord: ReplyRecord {
  static let name = "head"
  static let summary = "Where one stands."
  static let members = [
    "problem": "the problem; none before one is chosen",
    "node": "the attempt; @0 is the root",
    "branch": "the branch that ends here; none between tips",
    "outcome": "what the tests said of the attempt",
    "passed": "assertions that held",
    "total": "assertions there are",
    "guidance": "guidance that waits for the next attempt",
    "standing": "guidance that holds for every attempt below",
    "spec": "the spec in use",
  ]

  var problem: String?
  var node: String?
  var branch: String?
  var outcome: Outcome?
  var passed: Int?
  var total: Int?
  var guidance: [String]?
  var standing: [String]?
  var spec: String?

  var named: String? { node }
}
