import Experiments
import Presentation

struct SlotPart: RecordPart {
  static let members = [
    "name": "the slot of the template",
    "speaker": "whose message it is a part of",
    "tokens": "its estimated tokens",
    "from": "what it was made from",
  ]

  var name: String
  var speaker: Message.Speaker
  var tokens: Int
  var from: String
}

/// A request: the next one, or one that was sent.
struct RequestRecord: ReplyRecord {
  static let name = "request"
  static let summary = "A request: the next one, or one that was sent."
  static let members = [
    "node": "the attempt that it is for",
    "role": "who is asked",
    "model": "the model",
    "temperature": "the sampling temperature",
    "contextTokens": "the model's window in tokens",
    "maxOutputTokens": "tokens that the answer may have",
    "tokens": "estimated tokens of all slots",
    "template": "the template it was made from",
    "templateHash": "the hash of that template",
    "exposure": "what of the tests it shows",
    "hash": "names its content: equal for equal requests",
    "sample": "how many answers were taken to it before, from 0",
    "slots": "its slots, in the order sent",
    "dropped": "slots left out to fit the window",
    "spec": "the spec it shows",
    "guidance": "the guidance it shows",
    "costNanoUSD": "about the most it costs, in billionths of a dollar; only before it is sent",
    "reviewDue": "whether next and continue ask for a review before it",
    "draft": "how far an attempt is that waits here",
  ]

  var node: String?
  var role: Role
  var model: String
  var temperature: Double
  var contextTokens: Int
  var maxOutputTokens: Int
  var tokens: Int
  var template: String
  var templateHash: String
  var exposure: Exposure
  var hash: String
  var sample: Int
  var slots: [SlotPart]
  var dropped: [String]
  var spec: String?
  var guidance: [String]
  var costNanoUSD: Int?
  var reviewDue: Bool?
  var draft: String?
}

/// An answer that came.
struct CompletionRecord: ReplyRecord {
  static let name = "completion"
  static let summary = "An answer that came."
  static let members = [
    "model": "the model asked",
    "reportedModel": "the model that the server says it was",
    "text": "the answer",
    "outputTokens": "its tokens; estimated when the server did not count them",
    "ms": "time of the call in milliseconds",
    "costNanoUSD": "what it cost, in billionths of a dollar; none when unpriced",
  ]

  var model: String
  var reportedModel: String
  var text: String
  var outputTokens: Int
  var ms: Int
  var costNanoUSD: Int?
}

/// The code that was read from an answer.
struct CandidateRecord: ReplyRecord {
  static let name = "candidate"
  static let summary = "The code that was read from an answer."
  static let members = [
    "origin": "where in the answer it was found",
    "notes": "what was repaired",
    "hasCode": "whether there was any",
  ]

  var origin: String
  var notes: [String]
  var hasCode: Bool
}

/// A message of a prompt.
struct MessageRecord: ReplyRecord {
  static let name = "message"
  static let summary = "A message of a prompt."
  static let members = [
    "role": "who speaks",
    "content": "its text",
  ]

  var role: Message.Speaker
  var content: String
}
