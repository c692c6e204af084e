import CanonicalJSON
import Experiments

/// Reads a streamed chat of OpenAI's wire, one event at a time; does no I/O.
///
/// **Transitions**: chunks, one of them with a `finish_reason`, then one with the counts and no
/// choice, then `[DONE]`. Servers leave out the last two, or have the counts in the chunk with the
/// reason; a stream that ends after a `finish_reason` is complete. Anything after `[DONE]` is ignored,
/// and of several reasons the first counts.
///
/// **Source**: <https://platform.openai.com/docs/api-reference/chat-streaming>.
struct OpenAIAnswer: StreamedAnswerReader {
  private let fault: HTTPFault
  private let requestID: String?
  private var events = 0
  private var hasText = false
  private var isDone = false
  private var hasRefused = false
  private var finishReason: String?
  private var model = ""
  private var usage = Usage()
  private var timing: ServerTiming?
  /// Whether the counts came with the reason or in a chunk of their own, which is the last.
  private var hasClosingCounts = false

  init(fault: HTTPFault, requestID: String? = nil) {
    self.fault = fault
    self.requestID = requestID
  }

  var isComplete: Bool { isDone || (finishReason != nil && hasClosingCounts) }

  mutating func read(_ event: ServerSentEvent) throws -> [GenerationEvent] {
    guard !isDone, !event.data.allSatisfy({ $0 == UInt8(ascii: " ") }) else { return [] }
    events += 1
    if event.data.starts(with: "[DONE]".utf8) {
      isDone = true
      return []
    }
    // The first event tells the model.
    if !model.isEmpty, let pieces = Self.quickly(event.data) {
      hasText = hasText || !pieces.isEmpty
      return pieces
    }
    guard let value = try? JSONValue(parsing: event.data), case .object = value else {
      throw fault.garbage("event \(events) of the answer is not JSON of a chat", event.data)
    }
    return try take(value, part: "delta")
  }

  mutating func readWhole(_ body: [UInt8]) throws -> [GenerationEvent] {
    guard let value = try? JSONValue(parsing: body), case .object = value else {
      throw fault.garbage("the answer is not JSON of a chat", body)
    }
    guard value["error"] != nil || value["choices"] != nil else {
      throw fault.garbage("the answer is not a chat", body)
    }
    isDone = true
    return try take(value, part: "message")
  }

  func finish() throws -> GenerationEnd {
    guard isDone || finishReason != nil else {
      throw fault.brokenOff("before the answer was complete")
    }
    if let finishReason, Self.failures.contains(finishReason) {
      throw fault.brokenOff("as the server says: '\(finishReason)'")
    }
    return GenerationEnd(
      usage: usage, stopReason: stopReason, reportedModel: model, requestID: requestID,
      timing: timing)
  }

  /// The pieces of an event in the middle of an answer; nil for every event that is not plainly one.
  static func quickly(_ data: [UInt8]) -> [GenerationEvent]? {
    StreamedJSON.read(data) { json in
      var (thought, text, hasChoice) = ("", "", false)
      let isPlain = json.object { name, json in
        switch name {
        case "id", "object", "model", "obfuscation": return json.skipText()
        case "system_fingerprint", "service_tier": return json.word("null") || json.skipText()
        case "created": return json.skipNumber()
        case "usage": return json.word("null")
        case "choices" where !hasChoice:
          hasChoice = true
          return json.single { readChoice(&$0, &thought, &text) }
        default: return false
        }
      }
      return isPlain ? GenerationEvent.pieces(reasoning: thought, text: text) : nil
    }
  }

  private static func readChoice(
    _ json: inout StreamedJSON, _ thought: inout String, _ text: inout String
  ) -> Bool {
    var hasDelta = false
    return json.object { name, json in
      switch name {
      case "index": return json.word("0")
      case "logprobs", "finish_reason": return json.word("null")
      case "delta" where !hasDelta:
        hasDelta = true
        return readDelta(&json, &thought, &text)
      default: return false
      }
    }
  }

  private static func readDelta(
    _ json: inout StreamedJSON, _ thought: inout String, _ text: inout String
  ) -> Bool {
    json.object { name, json in
      switch name {
      case "role": json.skipText()
      case "refusal", "tool_calls", "function_call": json.word("null")
      case "content" where text.isEmpty: json.textOrNull().map { text = $0 } != nil
      case "reasoning_content" where thought.isEmpty:
        json.textOrNull().map { thought = $0 } != nil
      default: false
      }
    }
  }

  private mutating func take(_ value: JSONValue, part: String) throws -> [GenerationEvent] {
    if let error = value["error"], error != .null {
      throw fault.inStream(OpenAIComplaint.inStream(value), hasText: hasText)
    }
    if model.isEmpty { model = value["model"]?.stringValue ?? "" }
    let choices = value["choices"]?.arrayValue ?? []
    let isFirst = { ($0["index"]?.integerValue ?? 0) == 0 } as (JSONValue) -> Bool
    let choice = choices.first(where: isFirst)
    let reason = choice?["finish_reason"]?.stringValue
    takeCounts(of: value, isClosing: choices.isEmpty || reason != nil)
    if finishReason == nil { finishReason = reason }
    return pieces(of: choice?[part])
  }

  private mutating func pieces(of part: JSONValue?) -> [GenerationEvent] {
    guard let part else { return [] }
    let thought = Self.text(part["reasoning_content"]) ?? Self.text(part["reasoning"])
    let refusal = Self.text(part["refusal"])
    hasRefused = hasRefused || refusal != nil
    let text = [Self.text(part["content"]), refusal].compactMap { $0 }
    let events = (thought.map { [GenerationEvent.reasoning($0)] } ?? []) + text.map { .text($0) }
    hasText = hasText || !events.isEmpty
    return events
  }

  private mutating func takeCounts(of value: JSONValue, isClosing: Bool) {
    if let timings = value["timings"], case .object = timings {
      timing = ServerTiming(
        promptMs: timings["prompt_ms"]?.doubleValue,
        generationMs: timings["predicted_ms"]?.doubleValue)
    }
    guard let counts = value["usage"], case .object = counts else { return }
    hasClosingCounts = hasClosingCounts || isClosing
    usage = Usage(
      inputTokens: counts["prompt_tokens"]?.integerValue,
      outputTokens: counts["completion_tokens"]?.integerValue,
      cacheReadTokens: counts["prompt_tokens_details"]?["cached_tokens"]?.integerValue,
      cacheWrite5mTokens: counts["prompt_tokens_details"]?["cache_write_tokens"]?.integerValue,
      reasoningTokens: counts["completion_tokens_details"]?["reasoning_tokens"]?.integerValue)
  }

  /// Reasons for which the model is not to blame.
  ///
  /// **Source**: vLLM's `abort`, OpenRouter's `error`, DeepSeek's `insufficient_system_resource`.
  private static let failures = ["abort", "error", "insufficient_system_resource"]

  private var stopReason: StopReason {
    switch finishReason {
    case "length", "max_tokens", "model_length": .length
    case "content_filter": .refusal
    default: hasRefused ? .refusal : .stop
    }
  }

  /// A text, also when it comes as a list of parts; nil when there is none.
  private static func text(_ value: JSONValue?) -> String? {
    let parts = value?.arrayValue?.compactMap { $0["text"]?.stringValue }
    let text = value?.stringValue ?? parts?.joined()
    return text?.isEmpty == false ? text : nil
  }
}

extension JSONValue {
  /// The value of a number, whole or not.
  var doubleValue: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}
