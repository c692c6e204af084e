import Experiments
import Presentation

/// What changed between two texts.
struct DiffRecord: ReplyRecord {
  static let name = "diff"
  static let summary = "What changed between two texts."
  static let members = [
    "what": "code, prompt, spec",
    "old": "the one before",
    "new": "the one after",
    "hunks": "places that changed",
    "added": "lines that came",
    "removed": "lines that went",
    "text": "the changes, line by line",
    "slots": "slots of the prompt that came (+), went (-) or changed (~)",
  ]

  var what: String
  var old: String
  var new: String
  var hunks: Int
  var added: Int
  var removed: Int
  var text: [String]
  var slots: [String]?
}

/// What changed between the verdicts of two attempts.
struct VerdictDiffRecord: ReplyRecord {
  static let name = "verdict-diff"
  static let summary = "What changed between the verdicts of two attempts."
  static let members = [
    "old": "the attempt before",
    "new": "the attempt after",
    "fixed": "assertions that hold now",
    "broken": "assertions that held before",
    "from": "the outcome before",
    "to": "the outcome after",
  ]

  var old: String
  var new: String
  var fixed: Int
  var broken: Int
  var from: Outcome
  var to: Outcome
}
