import CanonicalJSON
import Experiments

/// Reads what a program writes, one line at a time; does no I/O.
///
/// **Shape**: each line is a JSON object with one of `text` (more of the answer), `reasoning` (more
/// thought), `end` (the answer is complete: `{"usage":{"inputTokens","outputTokens",…},
/// "stopReason":"stop"|"length"|"refusal","model"}`, every member may be missing) or `error`
/// (`{"code","message","retryAfterMs"}`, a code of `ProviderError.Code`). Empty lines and objects
/// with other members are passed over.
///
/// **Transitions**: lines until `end`; anything after it is ignored.
struct ProgramAnswer: Sendable {
  private let endpoint: String
  private let model: String
  private var lines = 0
  private var hasText = false
  /// The end of the answer, once it has come.
  private(set) var end: GenerationEnd?

  /// Makes a reader; `model` is the reported name when the program gives none.
  init(endpoint: String, model: String) {
    self.endpoint = endpoint
    self.model = model
  }

  /// The events of one line.
  ///
  /// - Throws: `ProviderError` when the line is no such object, or is the program's error.
  mutating func read(_ line: some Collection<UInt8>) throws -> [GenerationEvent] {
    lines += 1
    guard end == nil, !line.allSatisfy({ $0 == 32 || $0 == 9 }) else { return [] }
    guard let value = try? JSONValue(parsing: Array(line)), case .object = value else {
      let start = String(decoding: line.prefix(200), as: UTF8.self).shortened(to: 60)
      throw error(.badResponse, "line \(lines) of the program's output is no event: '\(start)'")
    }
    if let fault = value["error"], fault != .null { throw told(fault) }
    if let last = value["end"], last != .null { end = complete(last) }
    let thought = value["reasoning"]?.stringValue.map(GenerationEvent.reasoning)
    let text = value["text"]?.stringValue.map(GenerationEvent.text)
    let events = [thought, text].compactMap { $0 }
    hasText = hasText || !events.isEmpty
    return events
  }

  private func complete(_ value: JSONValue) -> GenerationEnd {
    let usage = value["usage"].flatMap { try? $0.decoded(as: Usage.self) }
    return GenerationEnd(
      usage: usage ?? Usage(),
      stopReason: value["stopReason"]?.stringValue.flatMap(StopReason.init) ?? .stop,
      reportedModel: value["model"]?.stringValue ?? model)
  }

  private func told(_ fault: JSONValue) -> ProviderError {
    let code = fault["code"]?.stringValue.flatMap(ProviderError.Code.init) ?? .serverError
    let said = fault["message"]?.stringValue ?? fault.stringValue ?? "it did not say why"
    var error = error(
      hasText ? .brokenStream : code, "the program stopped with '\(said.shortened(to: 300))'")
    error.retryAfter = fault["retryAfterMs"]?.integerValue.map { .milliseconds(max(0, $0)) }
    return error
  }

  private func error(_ code: ProviderError.Code, _ message: String) -> ProviderError {
    ProviderError(
      code: code, endpoint: endpoint, message: message,
      suggestion: "the program by itself, to see what it writes")
  }
}
