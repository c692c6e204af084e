import Experiments
import Presentation

/// A branch, begun now or listed.
struct BranchRecord: ReplyRecord {
  static let name = "branch"
  static let summary = "A branch, begun now or listed."
  static let members = [
    "branch": "its name",
    "node": "the attempt it ends at",
    "outcome": "what the tests said of that attempt",
    "attempts": "attempts on the path to it",
    "current": "whether one stands on it",
  ]

  var branch: String?
  var node: String
  var outcome: Outcome?
  var attempts: Int?
  var current: Bool?

  var named: String? { node }
}
