/// Something that answers a generation request.
package protocol ModelProvider: Sendable {
  /// The provider's name in messages: `ollama`, `sim`.
  var name: String { get }

  /// Who is asked, in messages and as the one queue for all its models: `ollama at
  /// http://127.0.0.1:11434`.
  var endpoint: String { get }

  /// Streams the answer to one request.
  ///
  /// **Effects**: sends one request; may spend money. Cancelling the consuming task ends the call at
  /// once. The stream throws `ProviderError` for every fault of server, network or recording, and
  /// `CancellationError` when cancelled; text already streamed stays valid.
  func generate(
    _ request: GenerationRequest,
    in context: GenerationContext
  ) -> AsyncThrowingStream<GenerationEvent, any Error>

  /// The models this provider can run now.
  ///
  /// - Throws: `ProviderError` when the server cannot be asked.
  func models() async throws -> [ListedModel]
}

extension ModelProvider {
  package var endpoint: String { name }
}

/// A model as a server lists it.
package struct ListedModel: Sendable, Hashable, Codable {
  /// The name to use with `models use`.
  package var name: String
  /// Size of the weights in bytes, when known.
  package var sizeBytes: Int?
  /// Such as `32.8B`.
  package var parameterSize: String?
  package var quantization: String?
  package var contextTokens: Int?
  /// Whether it is in memory now, when known.
  package var isLoaded: Bool?

  package init(
    name: String,
    sizeBytes: Int? = nil,
    parameterSize: String? = nil,
    quantization: String? = nil,
    contextTokens: Int? = nil,
    isLoaded: Bool? = nil
  ) {
    self.name = name
    self.sizeBytes = sizeBytes
    self.parameterSize = parameterSize
    self.quantization = quantization
    self.contextTokens = contextTokens
    self.isLoaded = isLoaded
  }
}

/// A call to a model that gave no complete answer: an `infra` outcome, never a failed attempt.
package struct ProviderError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of fault it was.
  package enum Code: String, Sendable, Hashable, Codable {
    /// No connection was made: nothing was sent.
    case unreachable
    /// The request was sent, and the connection ended before any answer: it may have cost something.
    case unanswered
    case timeout
    case modelNotFound = "model-not-found"
    case keyRefused = "key-refused"
    case rateLimited = "rate-limited"
    case overloaded
    case serverError = "server-error"
    case badResponse = "bad-response"
    /// The server says that the prompt is longer than the model can take.
    case contextExceeded = "context-exceeded"
    /// The server refused the request as it stands: sending it again cannot help.
    case badRequest = "bad-request"
    /// The call was not sent: the model failed too often just before.
    case suspended
    case brokenStream = "broken-stream"
    case recordingExhausted = "recording-exhausted"
    case notConfigured = "not-configured"
  }

  package var code: Code
  /// What was asked of whom: `ollama at http://127.0.0.1:11434`.
  package var endpoint: String
  /// What went wrong, one sentence without a trailing stop.
  package var message: String
  /// What to try next, one phrase; nil where nothing helps.
  package var suggestion: String?
  /// The status of the server's answer, when it answered over HTTP.
  package var httpStatus: Int?
  /// How long the server asks to wait before the next try (`Retry-After`).
  package var retryAfter: Duration?
  /// The server's own name for the call, for its maker's support.
  package var requestID: String?
  /// The tries before this one, when it was tried again.
  package var retries: [CallRetry]

  package init(
    code: Code,
    endpoint: String,
    message: String,
    suggestion: String?,
    httpStatus: Int? = nil,
    retryAfter: Duration? = nil,
    requestID: String? = nil,
    retries: [CallRetry] = []
  ) {
    self.code = code
    self.endpoint = endpoint
    self.message = message
    self.suggestion = suggestion
    self.httpStatus = httpStatus
    self.retryAfter = retryAfter
    self.requestID = requestID
    self.retries = retries
  }

  package var description: String {
    let head = "\(endpoint): \(message)"
    guard let suggestion else { return head }
    return "\(head) (try: \(suggestion))"
  }
}
