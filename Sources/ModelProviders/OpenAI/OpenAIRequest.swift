import CanonicalJSON
import Experiments

/// What a model or its server has been found to want otherwise in a request for a chat.
enum OpenAIAdaptation: String, Sendable, Hashable, CaseIterable {
  /// The other one of `max_tokens` and `max_completion_tokens`.
  case otherTokenLimit
  /// Its own temperature only.
  case noTemperature = "temperature"
  /// Its own nucleus only.
  case noTopP = "top_p"
  /// Counts come unasked, or not at all.
  case noStreamOptions = "stream_options"
  /// It does not think, so that it need not be told not to.
  case noReasoningEffort = "reasoning_effort"
}

/// The body of `POST /v1/chat/completions`.
///
/// **Source**: <https://platform.openai.com/docs/api-reference/chat/create>.
struct OpenAIRequest: AdaptableRequest {
  let request: GenerationRequest
  /// The model's name as the server knows it.
  let model: String
  /// Whether OpenAI itself is asked, which deprecates `max_tokens`; others may know only that.
  let isOpenAIs: Bool
  var adaptations: Set<OpenAIAdaptation> = []

  func body(endpoint: String) -> JSONBody {
    let sampling = request.sampling
    var body = JSONBody()
    body.set("model", .string(model))
    body.set("messages", .array(request.messages.map(Self.message)))
    body.set("stream", true)
    if !adaptations.contains(.noStreamOptions) {
      body.set("stream_options", ["include_usage": true])
    }
    body.set(tokenLimit, .integer(sampling.maxOutputTokens))
    if !adaptations.contains(.noTemperature) {
      body.set("temperature", .number(sampling.temperature))
    }
    if !adaptations.contains(.noTopP) { body.set("top_p", .number(sampling.topP)) }
    body.set("seed", ifAny: sampling.seed.map(JSONValue.integer))
    if !adaptations.contains(.noReasoningEffort) {
      body.set("reasoning_effort", ifAny: sampling.thinking.map { .string(Self.effort($0)) })
    }
    if let schema = sampling.answerSchema { body.set("response_format", Self.format(schema)) }
    return body
  }

  var unsent: [String] {
    [(OpenAIAdaptation.noTemperature, "temperature"), (.noTopP, "top-p")]
      .filter { adaptations.contains($0.0) }.map(\.1)
  }

  func adaptation(to complaint: ServerComplaint) -> OpenAIAdaptation? {
    if complaint.refuses(tokenLimit) { return .otherTokenLimit }
    let dispensable: [OpenAIAdaptation] = [.noTemperature, .noTopP, .noStreamOptions]
    if let refused = dispensable.first(where: { complaint.refuses($0.rawValue) }) { return refused }
    // Who asks for thought must be told that there is none; who asks for none has what they want.
    let isUnknown =
      complaint.refuses("reasoning_effort") && !complaint.names(aValueOf: "reasoning_effort")
    return isUnknown && request.sampling.thinking == .off ? .noReasoningEffort : nil
  }

  private var tokenLimit: String {
    let isNew = isOpenAIs || Self.isReasoningFamily(model)
    return isNew != adaptations.contains(.otherTokenLimit) ? "max_completion_tokens" : "max_tokens"
  }

  /// Whether a name is of OpenAI's families that refuse `max_tokens`, also behind another's URL.
  static func isReasoningFamily(_ model: String) -> Bool {
    let name = model.split(separator: "/").last ?? ""
    return ["o1", "o3", "o4", "gpt-5"].contains { name == $0 || name.hasPrefix("\($0)-") }
      || name.hasPrefix("gpt-5.")
  }

  private static func message(_ message: Message) -> JSONValue {
    ["role": .string(message.role.rawValue), "content": .string(message.content)]
  }

  private static func effort(_ thinking: Thinking) -> String {
    switch thinking {
    case .off: "none"
    case .on: "medium"
    case .low, .medium, .high: thinking.rawValue
    }
  }

  private static func format(_ schema: String) -> JSONBody {
    var inner = JSONBody()
    inner.set("name", "answer")
    inner.set("strict", true)
    inner.set("schema", text: schema)
    var format = JSONBody()
    format.set("type", "json_schema")
    format.set("json_schema", inner)
    return format
  }
}

extension ServerComplaint {
  /// Whether it is a field's value that is refused: `Unsupported value: 'reasoning_effort' …`.
  fileprivate func names(aValueOf field: String) -> Bool {
    message?.lowercased().contains("value") == true
  }
}
