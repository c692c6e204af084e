import Presentation
import Runs

/// A page of help.
struct HelpRecord: ReplyRecord {
  static let name = "help"
  static let summary = "A page of help."
  static let members = [
    "verb": "the verb it explains",
    "topic": "the topic it explains",
    "setting": "the setting it explains",
    "abstract": "one line on it",
    "text": "more on it",
    "synopsis": "how the verb is typed",
    "arguments": "what the verb takes",
    "examples": "uses of the verb",
    "seeAlso": "where to read on",
    "effects": "what the verb may do beside answering",
    "records": "the records that the verb may give",
    "value": "the setting's value",
    "origin": "where that comes from",
    "default": "the value without one",
    "values": "the values that fit",
    "variable": "the variable that sets it",
  ]

  var verb: String?
  var topic: String?
  var setting: String?
  var abstract: String
  var text: String?
  var synopsis: [String]?
  var arguments: [ArgumentPart]?
  var examples: [String]?
  var seeAlso: [String]?
  var effects: [VerbEffect]?
  var records: [String]?
  var value: String?
  var origin: SettingOrigin?
  var `default`: String?
  var values: String?
  var variable: String?
}

struct ArgumentPart: RecordPart {
  static let members = [
    "name": "how it is given",
    "help": "what it means",
  ]

  var name: String
  var help: String
}

/// A verb of the list.
struct VerbRecord: ReplyRecord {
  static let name = "verb"
  static let summary = "A verb of the list."
  static let members = [
    "verb": "its name",
    "group": "the group it is listed in",
    "abstract": "what it does",
  ]

  var verb: String
  var group: String
  var abstract: String
}

/// A topic of help.
struct TopicRecord: ReplyRecord {
  static let name = "topic"
  static let summary = "A topic of help."
  static let members = [
    "topic": "its name",
    "abstract": "what it is about",
  ]

  var topic: String
  var abstract: String
}

/// Something whose help has the words.
struct AproposRecord: ReplyRecord {
  static let name = "apropos"
  static let summary = "Something whose help has the words."
  static let members = [
    "name": "what to type",
    "abstract": "what it is",
  ]

  var name: String
  var abstract: String
}
