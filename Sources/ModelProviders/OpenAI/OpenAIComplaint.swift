import CanonicalJSON
import Experiments

/// How servers of OpenAI's wire word their refusals.
///
/// OpenAI, llama.cpp and vLLM send `{"error":{"message","type","param","code"}}`, LM Studio also
/// `{"error":"…"}`, servers built on FastAPI `{"detail":…}`, older vLLMs `{"object":"error","message"}`.
enum OpenAIComplaint {
  /// Reads the body of an answer that has not the status 200.
  static func read(status: UInt, body: [UInt8]) -> ServerComplaint {
    guard let value = try? JSONValue(parsing: body) else {
      return ServerComplaint(code: ServerComplaint.code(of: status))
    }
    return read(value, status: status)
  }

  /// Reads an error that came in a stream, whose status was 200.
  static func inStream(_ value: JSONValue) -> ServerComplaint {
    read(value, status: value["error"]?["code"]?.integerValue.flatMap { UInt(exactly: $0) } ?? 500)
  }

  private static func read(_ value: JSONValue, status: UInt) -> ServerComplaint {
    let error = value["error"] ?? value
    let message = error.stringValue ?? error["message"]?.stringValue ?? detail(value["detail"])
    let kinds = [error["type"], error["code"]].compactMap { $0?.stringValue }
    return ServerComplaint(
      code: code(status: status, kinds: kinds, words: message?.lowercased() ?? ""),
      message: message,
      parameter: error["param"]?.stringValue ?? field(value["detail"]))
  }

  private static func code(status: UInt, kinds: [String], words: String) -> ProviderError.Code {
    let says: ([String]) -> Bool = { phrases in phrases.contains { words.contains($0) } }
    if kinds.contains("insufficient_quota") { return .keyRefused }
    if kinds.contains(where: {
      ["exceed_context_size_error", "context_length_exceeded"].contains($0)
    }) {
      return .contextExceeded
    }
    if [400, 413, 422].contains(status),
      says(["context length", "context window", "context size", "contextwindowexceeded"])
    {
      return .contextExceeded
    }
    let isAboutModel =
      words.contains("model") && says(["not found", "not exist", "invalid model name"])
    if kinds.contains("model_not_found") || ([400, 404].contains(status) && isAboutModel) {
      return .modelNotFound
    }
    if kinds.contains("rate_limit_exceeded") { return .rateLimited }
    if kinds.contains("overloaded_error") { return .overloaded }
    return ServerComplaint.code(of: status)
  }

  /// FastAPI's words: a text, or a list of what is wrong with which field.
  private static func detail(_ value: JSONValue?) -> String? {
    if let text = value?.stringValue { return text }
    let items = value?.arrayValue ?? []
    let words = items.compactMap { item in
      item["msg"]?.stringValue.map { "\(field([item]) ?? "body"): \($0)" }
    }
    return words.isEmpty ? nil : words.joined(separator: "; ")
  }

  private static func field(_ value: JSONValue?) -> String? {
    value?.arrayValue?.first?["loc"]?.arrayValue?.last?.stringValue
  }

  private static func field(_ items: [JSONValue]) -> String? { field(.array(items)) }
}
