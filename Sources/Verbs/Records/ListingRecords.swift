import Presentation

/// A text: code, a prompt, tests.
struct ListingRecord: ReplyRecord {
  static let name = "listing"
  static let summary = "A text: code, a prompt, tests."
  static let members = [
    "name": "what it is",
    "node": "the attempt it belongs to",
    "text": "the text",
    "line": "the line where the code raised, from 1",
  ]

  var name: String
  var node: String?
  var text: String
  var line: Int?

  var named: String? { node }
}

/// A model's whole answer.
struct AnswerRecord: ReplyRecord {
  static let name = "answer"
  static let summary = "A model's whole answer."
  static let members = [
    "node": "the attempt; none while it is in the making",
    "model": "the model asked",
    "text": "the answer",
    "reasoning": "what the model thought before, when it was asked for",
    "outputTokens": "its tokens, as the server counted them",
  ]

  var node: String?
  var model: String
  var text: String
  var reasoning: String?
  var outputTokens: Int?

  var named: String? { node }
}
