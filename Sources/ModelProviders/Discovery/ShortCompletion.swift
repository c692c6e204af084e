import Experiments

/// The shortest question that only a model which is well can answer; does no I/O.
struct ShortCompletion: Sendable {
  static let maxTokens = 8

  let kind: ServerReport.Kind
  let model: ServedModel
  /// The path of OpenAI's interface.
  var interface = "/v1"

  var path: String {
    switch kind {
    case .ollama: "/api/chat"
    case .lmstudio: "/v1/chat/completions"
    default: "\(interface)/chat/completions"
    }
  }

  /// A model that has to be brought into memory first is given longer.
  var limit: Duration { model.isLoaded ? .seconds(10) : .seconds(60) }

  var body: JSONValue {
    let messages: JSONValue = [["role": "user", "content": "Say yes."]]
    guard kind == .ollama else {
      return [
        "model": .string(model.name), "messages": messages, "stream": false,
        "max_tokens": .integer(Self.maxTokens), "temperature": 0,
      ]
    }
    return [
      "model": .string(model.name), "messages": messages, "stream": false,
      "options": ["num_predict": .integer(Self.maxTokens), "temperature": 0],
    ]
  }

  /// The model as its answer shows it: only text that it wrote makes it responsive.
  func judged(_ answer: ServerProbe.Answer, milliseconds: Int) -> ServedModel {
    var judged = model
    judged.milliseconds = milliseconds
    if let value = answer.value, value["error"] == nil {
      let isText = texts(value).contains { !$0.isEmpty }
      judged.health = isText ? .responsive : .failing
      judged.error = isText ? "" : "the answer is empty"
    } else if case .none(let words) = answer, words.hasPrefix("no answer"), !model.isLoaded {
      judged.health = .loading
      judged.error = words
    } else {
      judged.health = .failing
      judged.error = answer.isFine ? "its answer is no completion" : answer.complaint
    }
    return judged
  }

  /// What was written and thought.
  private func texts(_ value: JSONValue) -> [String] {
    let message = value["message"] ?? value["choices"]?.arrayValue?.first?["message"]
    return ["content", "thinking", "reasoning_content", "reasoning"]
      .compactMap { message?[$0]?.stringValue }
  }
}
