import Presentation

/// A problem: the one turned to, or one of the list.
struct ProblemRecord: ReplyRecord {
  static let name = "problem"
  static let summary = "A problem: the one turned to, or one of the list."
  static let members = [
    "problem": "its task ID",
    "entryPoint": "the function to write",
    "difficulty": "how hard it is, where the data set says so",
    "assertions": "assertions in its tests; only of the one turned to",
    "judge": "how its tests are judged; only of the one turned to",
    "attempts": "attempts made in this session, those by hand included",
    "state": "whether a model's attempt passed",
    "differs": "whether the session keeps other texts of it than the data set has now",
  ]

  var problem: String
  var entryPoint: String
  var difficulty: String?
  var assertions: Int?
  var judge: String?
  var attempts: Int
  var state: ProblemState
  var differs: Bool?

  var named: String? { problem }
}

/// A problem set that was loaded.
struct LoadedRecord: ReplyRecord {
  static let name = "loaded"
  static let summary = "A problem set that was loaded."
  static let members = [
    "file": "the file, as it was named",
    "name": "the name of the set",
    "problems": "problems that can be used",
    "defects": "lines that could not be read, each with its reason",
  ]

  var file: String
  var name: String
  var problems: Int
  var defects: [String]
}
