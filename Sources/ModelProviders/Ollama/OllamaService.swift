import Experiments
import FoundationEssentials

/// How an Ollama server is reached, and how it words its refusals.
enum OllamaService {
  static let checkHost = "OLLAMA_HOST: it must name an Ollama server"

  /// The way to one server; opens nothing.
  static func connection(
    to host: OllamaHost, limits: CallLimits, transport: HTTPTransport
  ) -> HTTPConnection {
    let advice = HTTPFault.Advice(
      unreachable: "'ollama serve', or OLLAMA_HOST for another server", address: checkHost)
    let fault = HTTPFault(
      endpoint: "ollama at \(host)", advice: advice, complaint: complaint)
    return HTTPConnection(
      base: "\(host)", limits: limits, transport: transport, fault: fault, service: "Ollama")
  }

  /// Reads `{"error":"…"}`; a missing model is not told apart here.
  static func complaint(status: UInt, body: [UInt8]) -> ServerComplaint {
    let said = try? JSONDecoder().decode(OllamaWire.Failure.self, from: Data(body)).error
    return ServerComplaint(code: code(status), message: said)
  }

  private static func code(_ status: UInt) -> ProviderError.Code {
    switch status {
    case 401, 403: .keyRefused
    case 429: .rateLimited
    case 503, 529: .overloaded
    case 500...: .serverError
    default: .badResponse
    }
  }
}

extension HTTPFault {
  /// A model that writes nothing at all, such as one for embeddings.
  func noText(_ model: String) -> ProviderError {
    ProviderError(
      code: .badResponse,
      endpoint: endpoint,
      message: "HTTP 400: '\(model)' does not support chat, nor any other text",
      suggestion: "a model that is not for embeddings only")
  }

  /// A model that an Ollama server does not have, with those of its own that are named alike.
  func notPulled(_ model: String, listed: [String]) -> ProviderError {
    let nearest = nearestNames(to: model, among: listed, limit: 3)
    let offered = nearest.isEmpty ? Array(listed.prefix(3)) : nearest
    let pull = "'ollama pull \(model)'"
    return ProviderError(
      code: .modelNotFound,
      endpoint: endpoint,
      message: "the server has no model '\(model)'",
      suggestion: (offered + [pull]).joined(separator: ", "))
  }
}
