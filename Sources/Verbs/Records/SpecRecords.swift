import Experiments
import Presentation

struct RatePart: RecordPart {
  static let members = [
    "exposure": "what of the tests the prompts showed",
    "attempts": "models' attempts with the spec",
    "passed": "of those, how many passed",
  ]

  var exposure: Exposure
  var attempts: Int
  var passed: Int
}

/// A spec, made now or listed.
struct SpecRecord: ReplyRecord {
  static let name = "spec"
  static let summary = "A spec, made now or listed."
  static let members = [
    "spec": "its name",
    "model": "the model that wrote it, or wrote the one it was edited from",
    "byHand": "whether a person wrote or edited it",
    "origin": "how it came about",
    "editedFrom": "the spec it was edited from",
    "template": "the template it was made with",
    "tokens": "its estimated tokens",
    "key": "names what it was made from",
    "costNanoUSD": "what it cost, in billionths of a dollar; none when unpriced",
    "inUse": "whether attempts made here get it; only in the list",
    "attempts": "its attempts by exposure, never added up; only in the list",
    "text": "its text, where it is shown",
  ]

  var spec: String
  var model: String
  var byHand: Bool
  var origin: SpecOrigin
  var editedFrom: String?
  var template: String
  var tokens: Int
  var key: String
  var costNanoUSD: Int?
  var inUse: Bool?
  var attempts: [RatePart]?
  var text: String?

  var named: String? { spec }
}

/// The spec that the next attempts get.
struct SpecChosenRecord: ReplyRecord {
  static let name = "spec-chosen"
  static let summary = "The spec that the next attempts get."
  static let members = [
    "spec": "its name; none when there is none"
  ]

  var spec: String?

  var named: String? { spec }
}
