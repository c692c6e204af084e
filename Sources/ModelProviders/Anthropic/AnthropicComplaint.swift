import CanonicalJSON
import Experiments

/// How servers of Anthropic's wire word their refusals.
///
/// Anthropic sends `{"type":"error","error":{"type","message"},"request_id"}`; llama.cpp answers
/// `/v1/messages` with OpenAI's shape, whose words are read alike.
///
/// **Source**: <https://platform.claude.com/docs/en/api/errors>.
enum AnthropicComplaint {
  /// Reads the body of an answer that has not the status 200.
  static func read(status: UInt, body: [UInt8]) -> ServerComplaint {
    let plain = OpenAIComplaint.read(status: status, body: body)
    guard let value = try? JSONValue(parsing: body) else { return plain }
    return named(by: value, else: plain)
  }

  /// Reads an error that came in a stream, whose status was 200.
  static func inStream(_ value: JSONValue) -> ServerComplaint {
    named(by: value, else: OpenAIComplaint.inStream(value))
  }

  private static func named(by value: JSONValue, else plain: ServerComplaint) -> ServerComplaint {
    var complaint = plain
    let words = plain.message?.lowercased() ?? ""
    switch value["error"]?["type"]?.stringValue {
    case "authentication_error", "permission_error", "billing_error": complaint.code = .keyRefused
    case "not_found_error":
      complaint.code =
        words.hasPrefix("model:") || words.contains("model") ? .modelNotFound : .badResponse
    case "rate_limit_error": complaint.code = .rateLimited
    case "overloaded_error": complaint.code = .overloaded
    case "api_error": complaint.code = .serverError
    case "timeout_error": complaint.code = .timeout
    case "invalid_request_error" where words.contains("prompt is too long"):
      complaint.code = .contextExceeded
    case "invalid_request_error" where words.contains("credit balance"):
      complaint.code = .keyRefused
    default: break
    }
    return complaint
  }
}
