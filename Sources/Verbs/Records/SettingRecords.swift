import Presentation
import Runs

/// A setting and its value.
struct SettingRecord: ReplyRecord {
  static let name = "setting"
  static let summary = "A setting and its value."
  static let members = [
    "name": "its name",
    "value": "its value; empty for none",
    "origin": "where the value comes from",
    "help": "what it means; only in lists",
    "file": "the file that keeps it, with --save",
  ]

  var name: String
  var value: String
  var origin: SettingOrigin?
  var help: String?
  var file: String?
}

/// A variable that decides how servers and services are reached.
struct VariableRecord: ReplyRecord {
  static let name = "variable"
  static let summary = "A variable that decides how servers and services are reached."
  static let members = [
    "name": "its name",
    "value": "its value; of a key only whether it is set",
    "origin": "where it is set",
    "help": "what it means",
  ]

  var name: String
  var value: String
  var origin: String
  var help: String
}

/// A word that stands for a line.
struct AliasRecord: ReplyRecord {
  static let name = "alias"
  static let summary = "A word that stands for a line."
  static let members = [
    "word": "the word",
    "line": "the line",
  ]

  var word: String
  var line: String
}

/// An alias that was dropped.
struct UnaliasRecord: ReplyRecord {
  static let name = "unalias"
  static let summary = "An alias that was dropped."
  static let members = [
    "word": "the word"
  ]

  var word: String
}

/// A line that runs after each so many attempts.
struct EveryRecord: ReplyRecord {
  static let name = "every"
  static let summary = "A line that runs after each so many attempts."
  static let members = [
    "number": "its number",
    "interval": "attempts between two runs",
    "line": "the line",
  ]

  var number: Int
  var interval: Int
  var line: String
}

/// A line that does not run after attempts any more.
struct EveryDroppedRecord: ReplyRecord {
  static let name = "every-dropped"
  static let summary = "A line that does not run after attempts any more."
  static let members = [
    "number": "its number"
  ]

  var number: Int
}
