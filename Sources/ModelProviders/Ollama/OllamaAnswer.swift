import Experiments
import FoundationEssentials

/// Reads the lines of a streamed chat, one at a time; does no I/O.
///
/// **Transitions**: lines until one has `done`, which completes the answer; anything after is ignored.
struct OllamaAnswer: Sendable {
  private let endpoint: String
  private let decoder = JSONDecoder()
  private var lines = 0
  /// Whether any text has come.
  private(set) var hasText = false
  /// The end of the answer, once its last line has come.
  private(set) var end: GenerationEnd?

  init(endpoint: String) {
    self.endpoint = endpoint
  }

  /// The events of one line; none for an empty line.
  ///
  /// - Throws: `ProviderError` when the line is not the protocol's, or is the server's error.
  mutating func read(_ line: some Collection<UInt8>) throws -> [GenerationEvent] {
    guard end == nil, !line.allSatisfy({ $0 == UInt8(ascii: " ") }) else { return [] }
    lines += 1
    if let events = Self.quickly(line) {
      hasText = hasText || !events.isEmpty
      return events
    }
    let value = try decoded(line)
    if let error = value.error { throw failure(error) }
    if value.done == true { end = Self.end(value) }
    var events: [GenerationEvent] = []
    if let thinking = value.message?.thinking, !thinking.isEmpty {
      events.append(.reasoning(thinking))
    }
    if let text = value.message?.content ?? value.response, !text.isEmpty {
      events.append(.text(text))
    }
    hasText = hasText || !events.isEmpty
    return events
  }

  /// Takes what came after the last line end, when the stream is over.
  ///
  /// - Throws: `ProviderError` with code `brokenStream` when the answer is not complete.
  mutating func finish(rest: some Collection<UInt8>) throws -> ([GenerationEvent], GenerationEnd) {
    var events: [GenerationEvent] = []
    if end == nil, !rest.isEmpty {
      guard (try? decoder.decode(OllamaWire.ChatLine.self, from: Data(rest))) != nil else {
        throw incomplete("in the middle of a line")
      }
      events = try read(rest)
    }
    guard let end else { throw incomplete("before the answer was complete") }
    return (events, end)
  }

  /// The events of a line in the middle of a chat; nil for every line that is not plainly one.
  static func quickly(_ line: some Collection<UInt8>) -> [GenerationEvent]? {
    StreamedJSON.read(line) { json in
      var (thinking, text, hasMessage) = ("", "", false)
      let isPlain = json.object { name, json in
        switch name {
        case "model", "created_at": return json.skipText()
        case "done": return json.word("false")
        case "message" where !hasMessage:
          hasMessage = true
          return readMessage(&json, &thinking, &text)
        default: return false
        }
      }
      return isPlain ? GenerationEvent.pieces(reasoning: thinking, text: text) : nil
    }
  }

  private static func readMessage(
    _ json: inout StreamedJSON, _ thinking: inout String, _ text: inout String
  ) -> Bool {
    json.object { name, json in
      switch name {
      case "role": json.skipText()
      case "content" where text.isEmpty: json.text().map { text = $0 } != nil
      case "thinking" where thinking.isEmpty: json.text().map { thinking = $0 } != nil
      default: false
      }
    }
  }

  private func decoded(_ line: some Collection<UInt8>) throws -> OllamaWire.ChatLine {
    do {
      return try decoder.decode(OllamaWire.ChatLine.self, from: Data(line))
    } catch {
      let start = line.prefix(200)
      throw ProviderError(
        code: .badResponse,
        endpoint: endpoint,
        message: "line \(lines) of the answer is not JSON of a chat: "
          + "'\(String(decoding: start, as: UTF8.self).shortened(to: 60))'",
        suggestion: looksLikeHTML(line)
          ? OllamaService.checkHost : "the step again, or another model")
    }
  }

  private func failure(_ message: String) -> ProviderError {
    ProviderError(
      code: hasText ? .brokenStream : .serverError,
      endpoint: endpoint,
      message: "the server stopped with '\(message.shortened(to: 300))'",
      suggestion: "the step again, or the server's own log")
  }

  private func incomplete(_ place: String) -> ProviderError {
    ProviderError(
      code: .brokenStream, endpoint: endpoint, message: "the stream ended \(place)",
      suggestion: "the step again")
  }

  private static func end(_ line: OllamaWire.ChatLine) -> GenerationEnd {
    GenerationEnd(
      usage: Usage(inputTokens: line.prompt_eval_count, outputTokens: line.eval_count),
      stopReason: line.done_reason == "length" ? .length : .stop,
      reportedModel: line.model ?? "",
      timing: timing(line))
  }

  private static func timing(_ line: OllamaWire.ChatLine) -> ServerTiming? {
    let durations = [line.load_duration, line.prompt_eval_duration, line.eval_duration]
    let milliseconds = durations.map { $0.map { $0 / 1e6 } }
    guard milliseconds.contains(where: { $0 != nil }) else { return nil }
    return ServerTiming(
      loadMs: milliseconds[0], promptMs: milliseconds[1], generationMs: milliseconds[2])
  }
}
