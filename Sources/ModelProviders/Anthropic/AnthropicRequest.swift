import CanonicalJSON
import Experiments

/// What a model has been found to want otherwise in a message request.
enum AnthropicAdaptation: Sendable, Hashable, CaseIterable {
  /// Its own temperature only.
  case noTemperature
  /// The other way to ask for thought: a budget, or as much as it finds right.
  case otherThinking
}

/// The body of `POST /v1/messages`.
///
/// `top_p` is never sent: newer models refuse it beside a temperature, and of the two the
/// temperature is what experiments vary. There is no seed and no context window to ask for.
///
/// **Source**: <https://platform.claude.com/docs/en/api/messages>.
struct AnthropicRequest: AdaptableRequest {
  let request: GenerationRequest
  /// The problem's prompt, the part of the first user message that every iteration repeats.
  let problemPrompt: String
  /// The model's name as the server knows it.
  let model: String
  var adaptations: Set<AnthropicAdaptation> = []

  /// The body as JSON.
  ///
  /// - Throws: `ProviderError` with code `badRequest` when the answer may be no longer than the
  ///   smallest budget for thought.
  func body(endpoint: String) throws -> JSONBody {
    let sampling = request.sampling
    var body = JSONBody()
    body.set("model", .string(model))
    body.set("max_tokens", .integer(sampling.maxOutputTokens))
    body.set("stream", true)
    let system = request.messages.filter { $0.role == .system && !$0.content.isBlank }
    if !system.isEmpty { body.set("system", .array(marked(system.map { block($0.content) }))) }
    body.set("messages", .array(messages))
    if let thinking = sampling.thinking { try set(thinking, in: &body, endpoint: endpoint) }
    if let schema = sampling.answerSchema { body.set("output_config", output(schema: schema)) }
    // With thought the temperature must be 1, which it is when it is left out.
    if !isThinking, !adaptations.contains(.noTemperature) {
      body.set("temperature", .number(sampling.temperature))
    }
    return body
  }

  var unsent: [String] {
    let isWithoutTemperature = isThinking || adaptations.contains(.noTemperature)
    return (isWithoutTemperature ? ["temperature"] : []) + ["top-p"]
      + (request.sampling.seed == nil ? [] : ["seed"])
  }

  func adaptation(to complaint: ServerComplaint) -> AnthropicAdaptation? {
    if isThinking, complaint.refuses("thinking") { return .otherThinking }
    return complaint.refuses("temperature") ? .noTemperature : nil
  }

  /// Whether a model takes a budget for thought: those before 4.6; later ones decide themselves.
  static func takesBudget(_ model: String) -> Bool {
    let families = ["claude-3", "claude-sonnet-4-5", "claude-opus-4-5", "claude-haiku-4-5"]
    let first = [
      "claude-sonnet-4", "claude-opus-4", "claude-opus-4-0", "claude-opus-4-1", "claude-sonnet-4-0",
    ]
    return families.contains { model.hasPrefix($0) }
      || first.contains { model == $0 || model.hasPrefix("\($0)-20") }
  }

  // MARK: Thought

  private var isThinking: Bool {
    request.sampling.thinking.map { $0 != .off } ?? false
  }

  private var usesBudget: Bool {
    Self.takesBudget(model) != adaptations.contains(.otherThinking)
  }

  private func set(_ thinking: Thinking, in body: inout JSONBody, endpoint: String) throws {
    if thinking == .off {
      body.set("thinking", ["type": "disabled"])
    } else if usesBudget {
      let budget = try Self.budget(thinking, of: request.sampling.maxOutputTokens, endpoint)
      body.set("thinking", ["type": "enabled", "budget_tokens": .integer(budget)])
    } else {
      body.set("thinking", ["type": "adaptive"])
      if request.sampling.answerSchema == nil, let effort {
        body.set("output_config", ["effort": effort])
      }
    }
  }

  private var effort: JSONValue? {
    switch request.sampling.thinking {
    case .low, .medium, .high: request.sampling.thinking.map { .string($0.rawValue) }
    case .on, .off, nil: nil
    }
  }

  private func output(schema: String) -> JSONBody {
    var format = JSONBody()
    format.set("type", "json_schema")
    format.set("schema", text: schema)
    var output = JSONBody()
    if isThinking, !usesBudget { output.set("effort", ifAny: effort) }
    output.set("format", format)
    return output
  }

  /// The part of the output limit that goes to thought: a quarter, a half or three quarters, at
  /// least the 1,024 tokens that the service asks for.
  ///
  /// The limit itself stays: it is what a budget in money has reserved.
  private static func budget(_ thinking: Thinking, of limit: Int, _ endpoint: String) throws -> Int
  {
    guard limit > leastBudget else {
      throw ProviderError(
        code: .badRequest, endpoint: endpoint,
        message: "thinking needs more than \(leastBudget) output tokens, the limit is \(limit)",
        suggestion: "a higher limit of output tokens, or thinking off")
    }
    let quarters =
      switch thinking {
      case .low, .off: 1
      case .on, .medium: 2
      case .high: 3
      }
    return max(leastBudget, limit * quarters / 4)
  }

  private static let leastBudget = 1024

  // MARK: Messages and cache marks

  /// The chat, with marks where a later request may repeat this one.
  ///
  /// What is before a mark is kept by the service for five minutes. The first mark is after the
  /// system text, the second after the problem's prompt in the first user message: iterations of one
  /// problem repeat both word by word, and differ behind them (last code, failure, guidance). A
  /// prompt below the service's smallest cached length costs nothing extra.
  private var messages: [JSONValue] {
    let chat = request.messages.filter { $0.role != .system && !$0.content.isBlank }
    return chat.enumerated().map { index, message in
      let blocks =
        index == 0 && message.role == .user
        ? stableFirst(message.content) : [block(message.content)]
      return ["role": .string(message.role.rawValue), "content": .array(blocks)]
    }
  }

  /// Splits a text behind the problem's prompt; nothing is lost or added.
  private func stableFirst(_ text: String) -> [JSONValue] {
    guard !problemPrompt.isBlank, let stable = text.firstRange(of: problemPrompt) else {
      return [block(text)]
    }
    let rest = String(text[stable.upperBound...])
    guard !rest.isBlank else { return marked([block(text)]) }
    return marked([block(String(text[..<stable.upperBound]))]) + [block(rest)]
  }

  private func block(_ text: String) -> JSONValue { ["type": "text", "text": .string(text)] }

  /// Marks the last block.
  private func marked(_ blocks: [JSONValue]) -> [JSONValue] {
    guard case .object(var last)? = blocks.last else { return blocks }
    last["cache_control"] = ["type": "ephemeral"]
    return blocks.dropLast() + [.object(last)]
  }
}

extension String {
  /// Whether there is nothing but white space, which the service refuses as a block.
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
