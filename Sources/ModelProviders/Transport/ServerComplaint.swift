import Experiments
import NIOHTTP1

/// What a server says instead of an answer, whatever its wire.
struct ServerComplaint: Sendable, Hashable {
  var code: ProviderError.Code
  /// The server's words; nil when the body is not the protocol's.
  var message: String?
  /// The field of the request that it objects to, when it names one.
  var parameter: String?

  init(code: ProviderError.Code, message: String? = nil, parameter: String? = nil) {
    self.code = code
    self.message = message
    self.parameter = parameter
  }

  /// Reads the body of an answer that has not the status 200.
  typealias Reader = @Sendable (_ status: UInt, _ body: [UInt8]) -> ServerComplaint

  /// What a status means in every service that koderz speaks to.
  ///
  /// 529 is Anthropic's "overloaded"; a redirect is never followed, so it is no answer.
  static func code(of status: UInt) -> ProviderError.Code {
    switch status {
    case 401, 403: .keyRefused
    case 408: .timeout
    case 429: .rateLimited
    case 503, 529: .overloaded
    case 500...: .serverError
    case 404, ..<400: .badResponse
    default: .badRequest
    }
  }
}
