import CanonicalJSON
import Experiments

/// Reads a streamed message of Anthropic's wire, one event at a time; does no I/O.
///
/// **Transitions**: `message_start`, then blocks of text or thought (start, deltas, stop), then
/// `message_delta` with the stop reason and the counts, then `message_stop`. Pings and kinds that
/// are not known are passed over. A stream that ends after a stop reason is complete; anything after
/// `message_stop` is ignored.
///
/// **Source**: <https://platform.claude.com/docs/en/build-with-claude/streaming>.
struct AnthropicAnswer: StreamedAnswerReader {
  private let fault: HTTPFault
  private let requestID: String?
  private var events = 0
  private var hasText = false
  private var stop: String?
  private var model = ""
  private var counts = AnthropicCounts()
  private(set) var isComplete = false

  init(fault: HTTPFault, requestID: String? = nil) {
    self.fault = fault
    self.requestID = requestID
  }

  mutating func read(_ event: ServerSentEvent) throws -> [GenerationEvent] {
    guard !isComplete, !event.data.allSatisfy({ $0 == UInt8(ascii: " ") }) else { return [] }
    events += 1
    // LiteLLM ends with OpenAI's word.
    if event.data.starts(with: "[DONE]".utf8) { return [] }
    if let pieces = Self.quickly(event.data) {
      hasText = hasText || !pieces.isEmpty
      return pieces
    }
    guard let value = try? JSONValue(parsing: event.data), case .object = value else {
      throw fault.garbage("event \(events) of the answer is not JSON of a message", event.data)
    }
    return try take(value, kind: value["type"]?.stringValue ?? event.name)
  }

  mutating func readWhole(_ body: [UInt8]) throws -> [GenerationEvent] {
    guard let value = try? JSONValue(parsing: body), case .object = value else {
      throw fault.garbage("the answer is not JSON of a message", body)
    }
    if value["error"] == nil, value["content"]?.arrayValue == nil {
      throw fault.garbage("the answer is not a message", body)
    }
    _ = try take(value, kind: value["error"] == nil ? "" : "error")
    isComplete = true
    return start(of: value)
  }

  func finish() throws -> GenerationEnd {
    guard isComplete || stop != nil else { throw fault.brokenOff("before the answer was complete") }
    return GenerationEnd(
      usage: counts.usage, stopReason: stopReason, reportedModel: model, requestID: requestID)
  }

  /// The piece of a delta of text or thought; nil for every event that is not plainly one.
  static func quickly(_ data: [UInt8]) -> [GenerationEvent]? {
    StreamedJSON.read(data) { json in
      var (text, thought, isDelta, hasDelta) = ("", "", false, false)
      let isPlain = json.object { name, json in
        switch name {
        case "type":
          isDelta = json.word(#""content_block_delta""#)
          return isDelta
        case "index": return json.skipNumber()
        case "delta" where !hasDelta:
          hasDelta = true
          return readDelta(&json, &text, &thought)
        default: return false
        }
      }
      guard isPlain, isDelta, hasDelta else { return nil }
      return GenerationEvent.pieces(reasoning: thought, text: text)
    }
  }

  /// Reads a delta whose kind comes first, as Anthropic writes it.
  private static func readDelta(
    _ json: inout StreamedJSON, _ text: inout String, _ thought: inout String
  ) -> Bool {
    var (isText, isThought) = (false, false)
    return json.object { name, json in
      switch name {
      case "type" where !isText && !isThought:
        isText = json.word(#""text_delta""#)
        isThought = !isText && json.word(#""thinking_delta""#)
        return isText || isThought
      case "text" where isText && text.isEmpty: return json.text().map { text = $0 } != nil
      case "thinking" where isThought && thought.isEmpty:
        return json.text().map { thought = $0 } != nil
      default: return false
      }
    }
  }

  private mutating func take(_ value: JSONValue, kind: String) throws -> [GenerationEvent] {
    switch kind {
    case "message_start":
      return value["message"].map { start(of: $0) } ?? []
    case "content_block_start":
      return piece(of: value["content_block"])
    case "content_block_delta":
      return piece(of: value["delta"])
    case "message_delta":
      if stop == nil { stop = value["delta"]?["stop_reason"]?.stringValue }
      counts.take(value["usage"])
    case "message_stop":
      isComplete = true
    default:
      if let error = value["error"], error != .null {
        throw fault.inStream(AnthropicComplaint.inStream(value), hasText: hasText)
      }
    }
    return []
  }

  /// Reads a message as far as it is there: all of it when it is no stream.
  private mutating func start(of message: JSONValue) -> [GenerationEvent] {
    model = message["model"]?.stringValue ?? model
    stop = message["stop_reason"]?.stringValue ?? stop
    counts.take(message["usage"])
    return (message["content"]?.arrayValue ?? []).flatMap { piece(of: $0) }
  }

  private mutating func piece(of part: JSONValue?) -> [GenerationEvent] {
    let event: GenerationEvent? =
      switch part?["type"]?.stringValue {
      case "text", "text_delta": part?["text"]?.nonEmpty.map { .text($0) }
      case "thinking", "thinking_delta": part?["thinking"]?.nonEmpty.map { .reasoning($0) }
      // Signatures, redacted thought, tools' input: nothing to read.
      default: nil
      }
    hasText = hasText || event != nil
    return event.map { [$0] } ?? []
  }

  private var stopReason: StopReason {
    switch stop {
    case "max_tokens", "model_context_window_exceeded": .length
    case "refusal": .refusal
    default: .stop
    }
  }
}

/// Anthropic's counts: what is cached is not part of `input_tokens`, and later events repeat or
/// complete earlier ones.
private struct AnthropicCounts: Sendable {
  private var counts: [String: Int] = [:]
  private var writes: [String: Int] = [:]

  mutating func take(_ usage: JSONValue?) {
    for key in ["input_tokens", "output_tokens", read, write] {
      counts.keepLarger(usage?[key]?.integerValue, at: key)
    }
    counts.keepLarger(usage?["output_tokens_details"]?[thought]?.integerValue, at: thought)
    for key in [fiveMinutes, hour] {
      writes.keepLarger(usage?["cache_creation"]?[key]?.integerValue, at: key)
    }
  }

  var usage: Usage {
    Usage(
      inputTokens: counts["input_tokens"].map { $0 + (counts[read] ?? 0) + (counts[write] ?? 0) },
      outputTokens: counts["output_tokens"],
      cacheReadTokens: counts[read],
      // What the breakdown lacks was written for the time that was asked for, five minutes.
      cacheWrite5mTokens: counts[write].map { max(0, $0 - (writes[hour] ?? 0)) }
        ?? writes[fiveMinutes],
      cacheWrite1hTokens: writes[hour],
      reasoningTokens: counts[thought])
  }

  private var read: String { "cache_read_input_tokens" }
  private var write: String { "cache_creation_input_tokens" }
  private var thought: String { "thinking_tokens" }
  private var fiveMinutes: String { "ephemeral_5m_input_tokens" }
  private var hour: String { "ephemeral_1h_input_tokens" }
}

extension [String: Int] {
  fileprivate mutating func keepLarger(_ new: Int?, at key: String) {
    if let new = Usage.plausible(new) { self[key] = Swift.max(new, self[key] ?? 0) }
  }
}

extension JSONValue {
  fileprivate var nonEmpty: String? { stringValue.flatMap { $0.isEmpty ? nil : $0 } }
}
