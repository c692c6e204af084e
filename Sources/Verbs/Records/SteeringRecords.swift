import Experiments
import Presentation

/// Guidance, given now or listed.
struct GuidanceRecord: ReplyRecord {
  static let name = "guidance"
  static let summary = "Guidance, given now or listed."
  static let members = [
    "guidance": "its name",
    "scope": "which attempts it is for",
    "node": "the attempt at which it was given",
    "branch": "the branch it is for, when that has none of its own attempts",
    "text": "what it says",
  ]

  var guidance: String
  var scope: GuidanceScope
  var node: String
  var branch: String?
  var text: String

  var named: String? { guidance }
}

/// Guidance that was taken back.
struct GuidanceDroppedRecord: ReplyRecord {
  static let name = "guidance-dropped"
  static let summary = "Guidance that was taken back."
  static let members = [
    "guidance": "its name"
  ]

  var guidance: String

  var named: String? { guidance }
}

/// A review and the guidance taken from it.
struct ReviewRecord: ReplyRecord {
  static let name = "review"
  static let summary = "A review and the guidance taken from it."
  static let members = [
    "review": "its name",
    "node": "the attempt at which it was made",
    "guidance": "the guidance taken from it",
    "model": "the reviewing model",
    "simulator": "whether the simulator stood in; only of a review made now",
    "automatic": "whether it came by itself",
    "tokens": "tokens of the call",
    "costNanoUSD": "what it cost, in billionths of a dollar; none when unpriced",
    "text": "the guidance",
    "fullText": "the whole review, with --full",
  ]

  var review: String
  var node: String
  var guidance: String
  var model: String
  var simulator: Bool?
  var automatic: Bool
  var tokens: Int
  var costNanoUSD: Int?
  var text: String
  var fullText: String?

  var named: String? { guidance }
}

/// A prompt that a person wrote for the next attempt.
struct PromptEditedRecord: ReplyRecord {
  static let name = "prompt-edited"
  static let summary = "A prompt that a person wrote for the next attempt."
  static let members = [
    "tokens": "its estimated tokens"
  ]

  var tokens: Int
}

/// A template that prompts are made from.
struct TemplateRecord: ReplyRecord {
  static let name = "prompt"
  static let summary = "A template that prompts are made from."
  static let members = [
    "name": "its name",
    "hash": "its hash",
    "origin": "the file it is from, or “built in”",
    "slots": "its slots",
    "text": "its text, where it is shown",
  ]

  var name: String
  var hash: String
  var origin: String
  var slots: [String]
  var text: String?
}
