import Experiments
import NIOHTTP1

/// A server of OpenAI's wire: which variables say where it is, and what it is called.
struct OpenAIService: Sendable {
  /// The kind's word.
  var name: String
  var urlVariable: String
  var keyVariable: String
  var defaultURL: String
  /// What to try when nothing answers.
  var whenUnreachable: String

  static let openAI = OpenAIService(
    name: "openai", urlVariable: "OPENAI_BASE_URL", keyVariable: "OPENAI_API_KEY",
    defaultURL: "https://api.openai.com/v1",
    whenUnreachable: "the server, or OPENAI_BASE_URL for another one")

  static let lmStudio = OpenAIService(
    name: "lmstudio", urlVariable: "LMSTUDIO_BASE_URL", keyVariable: "LMSTUDIO_API_KEY",
    defaultURL: "http://127.0.0.1:1234/v1",
    whenUnreachable: "'lms server start', or LMSTUDIO_BASE_URL for another server")

  /// Where the server is.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when the variable holds no URL.
  func url(in environment: [String: String]) throws -> BaseURL {
    try BaseURL.read(urlVariable, default: defaultURL, in: environment, endpoint: name)
  }

  /// The way to the server; opens nothing.
  func connection(
    to url: BaseURL, secret: Secret?, limits: CallLimits, transport: HTTPTransport
  ) -> HTTPConnection {
    let fault = HTTPFault(
      endpoint: "\(name) at \(url)",
      advice: HTTPFault.Advice(
        unreachable: whenUnreachable,
        address: "\(urlVariable): it must name a server of OpenAI's wire, such as \(defaultURL)",
        key: secret == nil ? "a key in \(keyVariable)" : "another key in \(keyVariable)"),
      secret: secret,
      complaint: OpenAIComplaint.read)
    return HTTPConnection(
      base: url.versioned, limits: limits, transport: transport, fault: fault, service: "OpenAI"
    ) {
      secret.map { ["Authorization": "Bearer \($0.reveal())"] } ?? [:]
    }
  }
}
