import AsyncHTTPClient
import Experiments
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Turns what can go wrong with an HTTP server into `ProviderError`s.
struct HTTPFault: Sendable {
  /// What to try, one phrase each.
  struct Advice: Sendable, Hashable {
    /// When nothing answers.
    var unreachable: String
    /// When what answers is not the service.
    var address: String
    /// When the key is refused.
    var key: String?
  }

  let endpoint: String
  let advice: Advice
  /// The key of the calls, which no message may hold.
  let secret: Secret?
  /// How the service words its refusals.
  let complaint: ServerComplaint.Reader

  init(
    endpoint: String,
    advice: Advice,
    secret: Secret? = nil,
    complaint: @escaping ServerComplaint.Reader
  ) {
    self.endpoint = endpoint
    self.advice = advice
    self.secret = secret
    self.complaint = complaint
  }

  /// A fault before the response's head came: nothing was answered.
  ///
  /// `isSent` says whether the server may have the request, and work on it all the same.
  func opening(_ error: any Error, isSent: Bool = false) -> any Error {
    if let passed = passedThrough(error) { return passed }
    if error is HTTPParserError { return badResponse("what answers does not speak HTTP") }
    return ProviderError(
      code: isPermanent(error) ? .notConfigured : isSent ? .unanswered : .unreachable,
      endpoint: endpoint, message: words(error), suggestion: advice.unreachable)
  }

  /// A fault while the body came: the text so far stays valid.
  func reading(_ error: any Error) -> any Error {
    if let passed = passedThrough(error) { return passed }
    if let error = error as? LineSplitter.LineTooLong {
      return badResponse("a line of the answer is longer than \(error.limit) bytes")
    }
    return ProviderError(
      code: .brokenStream,
      endpoint: endpoint,
      message: "the connection broke in the middle of the answer: \(words(error))",
      suggestion: "the step again")
  }

  /// An answer with a status other than 200.
  ///
  /// A missing model is told by its code alone; who knows the listing words it.
  func status(_ status: HTTPResponseStatus, headers: HTTPHeaders, body: [UInt8]) -> ProviderError {
    let said = complaint(status.code, body)
    let reason = said.message.map { ": \(shown($0))" } ?? ""
    return ProviderError(
      code: said.code,
      endpoint: endpoint,
      message: "HTTP \(status.code)\(reason)",
      suggestion: suggestion(for: said, status: status),
      httpStatus: Int(status.code),
      retryAfter: RetryAfter.wait(in: headers),
      requestID: Self.requestID(in: headers))
  }

  /// An answer that is not the protocol's.
  func badResponse(_ message: String) -> ProviderError {
    ProviderError(
      code: .badResponse, endpoint: endpoint, message: message, suggestion: advice.address)
  }

  /// Part of an answer that is not the protocol's, with its beginning.
  func garbage(_ what: String, _ bytes: [UInt8]) -> ProviderError {
    let start = String(decoding: bytes.prefix(200), as: UTF8.self)
    return ProviderError(
      code: .badResponse, endpoint: endpoint,
      message: "\(what): '\((secret?.redacted(from: start) ?? start).shortened(to: 60))'",
      suggestion: looksLikeHTML(bytes) ? advice.address : "the step again, or another model")
  }

  /// A stream that ended too early.
  func brokenOff(_ place: String) -> ProviderError {
    ProviderError(
      code: .brokenStream, endpoint: endpoint, message: "the stream ended \(place)",
      suggestion: "the step again")
  }

  /// An error that the server put into its answer; once text has come it broke the stream.
  func inStream(_ said: ServerComplaint, hasText: Bool) -> ProviderError {
    ProviderError(
      code: hasText ? .brokenStream : said.code,
      endpoint: endpoint,
      message: "the server stopped with '\(shown(said.message ?? "an error without words"))'",
      suggestion: "the step again, or the server's own log")
  }

  /// The words of a server, short and without the key.
  func shown(_ words: String) -> String {
    (secret?.redacted(from: words) ?? words).shortened(to: 300)
  }

  /// The server's own name for a call: OpenAI says `x-request-id`, Anthropic `request-id`.
  static func requestID(in headers: HTTPHeaders) -> String? {
    headers.first(name: "x-request-id") ?? headers.first(name: "request-id")
  }

  private func suggestion(for said: ServerComplaint, status: HTTPResponseStatus) -> String {
    if said.code == .keyRefused, let key = advice.key { return key }
    if said.message == nil, status.code < 500 { return advice.address }
    switch said.code {
    case .rateLimited, .overloaded: return "the step again later, or another model"
    case .contextExceeded: return "another model, or a lower feedback, which shortens the prompt"
    case .modelNotFound: return "models, which lists what servers have"
    case .badRequest: return "another model, or other settings of sampling"
    case .serverError, .timeout: return "the step again, or the server's own log"
    default: return advice.address
    }
  }

  /// Errors that already say what they mean.
  private func passedThrough(_ error: any Error) -> (any Error)? {
    if error is CancellationError || error is ProviderError { return error }
    let isCancelled = error as? HTTPClientError == .cancelled || Task.isCancelled
    return isCancelled ? CancellationError() : nil
  }

  /// Whether it is the same at every try until a person changes a setting.
  private func isPermanent(_ error: any Error) -> Bool {
    switch error {
    case let error as NIOConnectionError: error.connectionErrors.contains { isPermanent($0.error) }
    case let error as HTTPClientError:
      [.invalidURL, .emptyHost, .missingSocketPath, .emptyScheme].contains(error)
        || error.description.contains("unsupportedScheme")
    case let error as NIOSSLError: SecureFailure(error).isPermanent
    default: false
    }
  }

  private func words(_ error: any Error) -> String {
    switch error {
    case let error as IOError: IOError.words(error)
    case let error as NIOConnectionError:
      error.connectionErrors.first.map { words($0.error) } ?? "no address for \(error.host)"
    case ChannelError.connectTimeout(let limit):
      "no connection within \(Duration.nanoseconds(limit.nanoseconds).inSeconds)"
    case let error as HTTPClientError: clientWords(error)
    case is HTTPParserError: "the answer was cut short"
    case let error as NIOSSLError: SecureFailure(error).words
    default: "\(error)".shortened(to: 200)
    }
  }
}

/// Why no secure connection was made.
private enum SecureFailure {
  /// No known authority signed the server's certificate.
  case untrusted
  /// The file of `SSL_CERT_FILE` cannot be read.
  case noAuthorities
  case other(String)

  /// Reads a library's error.
  ///
  /// BoringSSL's own reasons are opaque: only their texts tell them apart, such as `error:1000007d:SSL
  /// routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED`.
  init(_ error: NIOSSLError) {
    switch error {
    case .noSuchFilesystemObject, .failedToLoadCertificate: self = .noAuthorities
    default:
      let text = "\(error)"
      self = text.contains("CERTIFICATE_VERIFY_FAILED") ? .untrusted : .other(text)
    }
  }

  /// Whether it is the same at every try until a person changes a setting.
  var isPermanent: Bool {
    switch self {
    case .untrusted, .noAuthorities: true
    case .other: false
    }
  }

  var words: String {
    switch self {
    case .untrusted:
      "the server's certificate is not trusted; SSL_CERT_FILE can name who signed it"
    case .noAuthorities: "the file of SSL_CERT_FILE cannot be read"
    case .other(let text): "no secure connection: \(text.shortened(to: 200))"
    }
  }
}

private func clientWords(_ error: HTTPClientError) -> String {
  switch error {
  case .connectTimeout, .tlsHandshakeTimeout: "no connection in time"
  case .remoteConnectionClosed: "the server closed the connection"
  case .alreadyShutdown: "koderz is closing"
  default: error.shortDescription
  }
}

extension IOError {
  fileprivate static func words(_ error: IOError) -> String {
    switch error.errnoCode {
    case ECONNREFUSED: "connection refused"
    case ECONNRESET: "connection reset"
    case EHOSTUNREACH, ENETUNREACH: "no route to the server"
    default: error.description
    }
  }
}
