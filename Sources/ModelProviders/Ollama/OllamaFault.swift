import AsyncHTTPClient
import Experiments
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Turns what can go wrong with an Ollama server into `ProviderError`s.
struct OllamaFault: Sendable {
  static let checkHost = "OLLAMA_HOST: it must name an Ollama server"

  let endpoint: String

  /// A fault before the response's head came: nothing was answered.
  func opening(_ error: any Error) -> any Error {
    if let passed = passedThrough(error) { return passed }
    if error is HTTPParserError { return badResponse("what answers does not speak HTTP") }
    return ProviderError(
      code: .unreachable,
      endpoint: endpoint,
      message: Self.words(error),
      suggestion: "'ollama serve', or OLLAMA_HOST for another server")
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
      message: "the connection broke in the middle of the answer: \(Self.words(error))",
      suggestion: "the step again")
  }

  /// A limit of time that ran out.
  func deadline(_ exceeded: DeadlineExceeded) -> ProviderError {
    let message =
      switch exceeded {
      case .total(let limit): "no complete answer within \(limit.inSeconds)"
      case .idle(let limit): "nothing more of the answer for \(limit.inSeconds)"
      }
    return ProviderError(
      code: .timeout, endpoint: endpoint, message: message, suggestion: "a longer deadline")
  }

  /// An answer with a status other than 200; a missing model is not told apart here.
  func status(_ status: HTTPResponseStatus, body: [UInt8]) -> ProviderError {
    let said = try? JSONDecoder().decode(OllamaWire.Failure.self, from: Data(body)).error
    let reason = said.map { ": \($0.shortened(to: 300))" } ?? ""
    return ProviderError(
      code: Self.code(status),
      endpoint: endpoint,
      message: "HTTP \(status.code)\(reason)",
      suggestion: said == nil && status.code < 500 ? Self.checkHost : nil)
  }

  /// A model that the server does not have, with those of its own that are named alike.
  func modelNotFound(_ model: String, listed: [String]) -> ProviderError {
    let nearest = nearestNames(to: model, among: listed, limit: 3)
    let offered = nearest.isEmpty ? Array(listed.prefix(3)) : nearest
    let pull = "'ollama pull \(model)'"
    return ProviderError(
      code: .modelNotFound,
      endpoint: endpoint,
      message: "the server has no model '\(model)'",
      suggestion: (offered + [pull]).joined(separator: ", "))
  }

  /// A model that writes nothing at all, such as one for embeddings.
  func noText(_ model: String) -> ProviderError {
    ProviderError(
      code: .badResponse,
      endpoint: endpoint,
      message: "HTTP 400: '\(model)' does not support chat, nor any other text",
      suggestion: "a model that is not for embeddings only")
  }

  /// An answer that is not the protocol's.
  func badResponse(_ message: String) -> ProviderError {
    ProviderError(
      code: .badResponse, endpoint: endpoint, message: message, suggestion: Self.checkHost)
  }

  /// Errors that already say what they mean.
  private func passedThrough(_ error: any Error) -> (any Error)? {
    if error is CancellationError || error is ProviderError { return error }
    let isCancelled = error as? HTTPClientError == .cancelled || Task.isCancelled
    return isCancelled ? CancellationError() : nil
  }

  private static func code(_ status: HTTPResponseStatus) -> ProviderError.Code {
    switch status.code {
    case 401, 403: .keyRefused
    case 429: .rateLimited
    case 503: .overloaded
    case 500...: .serverError
    default: .badResponse
    }
  }

  private static func words(_ error: any Error) -> String {
    switch error {
    case let error as IOError: IOError.words(error)
    case let error as NIOConnectionError:
      error.connectionErrors.first.map { words($0.error) } ?? "no address for \(error.host)"
    case let error as HTTPClientError: clientWords(error)
    case is HTTPParserError: "the answer was cut short"
    default: "\(error)".shortened(to: 200)
    }
  }
}

private func clientWords(_ error: HTTPClientError) -> String {
  switch error {
  case .connectTimeout: "no connection in time"
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

extension Duration {
  /// Seconds with a unit, as short as it can be: `300 s`, `0.05 s`.
  var inSeconds: String {
    let seconds = Double(components.seconds) + Double(components.attoseconds) / 1e18
    return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}
