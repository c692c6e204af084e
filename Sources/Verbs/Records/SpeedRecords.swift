import Presentation

struct SpreadPart: RecordPart {
  static let members = [
    "median": "the middle",
    "least": "the least",
    "most": "the most",
  ]

  var median: Double
  var least: Double
  var most: Double
}

struct SpeedSamplePart: RecordPart {
  static let members = [
    "round": "its round, from 1",
    "firstTokenMs": "time until the first token in milliseconds",
    "totalMs": "time until the end",
    "loadMs": "time of loading, by the server",
    "promptMs": "time of reading the prompt, by the server",
    "generationMs": "time of writing, by the server",
    "inputTokens": "tokens read",
    "outputTokens": "tokens written",
  ]

  var round: Int
  var firstTokenMs: Double
  var totalMs: Double
  var loadMs: Double?
  var promptMs: Double?
  var generationMs: Double?
  var inputTokens: Int?
  var outputTokens: Int?
}

/// How fast a model answered a prompt.
struct SpeedRecord: ReplyRecord {
  static let name = "speed"
  static let summary = "How fast a model answered a prompt."
  static let members = [
    "model": "the model",
    "prompt": "the prompt",
    "rounds": "how often it was asked",
    "firstTokenMs": "time until the first token in milliseconds",
    "promptTokensPerSecond": "tokens read a second",
    "tokensPerSecond": "tokens written a second",
    "totalMs": "time until the end in milliseconds",
    "timedBy": "who took the times: server or koderz",
    "samples": "every measurement",
  ]

  var model: String
  var prompt: String
  var rounds: Int
  var firstTokenMs: SpreadPart?
  var promptTokensPerSecond: SpreadPart?
  var tokensPerSecond: SpreadPart?
  var totalMs: SpreadPart?
  var timedBy: String
  var samples: [SpeedSamplePart]
}

/// A model that could not be timed to the end.
struct SpeedFaultRecord: ReplyRecord {
  static let name = "speed-fault"
  static let summary = "A model that could not be timed to the end."
  static let members = [
    "model": "the model",
    "error": "why: a code",
    "message": "the same in words",
  ]

  var model: String
  var error: String
  var message: String
}
