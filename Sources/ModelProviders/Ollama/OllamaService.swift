import Experiments

/// How an Ollama server is reached.
enum OllamaService {
  static let checkHost = "OLLAMA_HOST: it must name an Ollama server"

  /// The way to one server; opens nothing.
  static func connection(
    to host: OllamaHost, limits: CallLimits, transport: HTTPTransport
  ) -> HTTPConnection {
    let advice = HTTPFault.Advice(
      unreachable: "'ollama serve', or OLLAMA_HOST for another server", address: checkHost)
    let fault = HTTPFault(
      endpoint: "ollama at \(host)", advice: advice,
      complaint: {
        OllamaComplaint(status: $0, body: $1).complaint
      })
    return HTTPConnection(
      base: "\(host)", limits: limits, transport: transport, fault: fault, service: "Ollama")
  }
}

extension HTTPFault {
  /// A model that writes nothing at all, such as one for embeddings.
  func noText(_ model: String) -> ProviderError {
    ProviderError(
      code: .badRequest,
      endpoint: endpoint,
      message: "'\(model)' writes no text",
      suggestion: "a model that is not for embeddings only",
      httpStatus: 400)
  }

  /// A model that an Ollama server does not have, with those of its own that are named alike.
  func notPulled(_ model: String, listed: [String]) -> ProviderError {
    let nearest = NearestWords.nearest(to: model, in: listed, within: .third)
    let offered = nearest.isEmpty ? Array(listed.prefix(3)) : nearest
    let pull = "'ollama pull \(model)'"
    return ProviderError(
      code: .modelNotFound,
      endpoint: endpoint,
      message: "the server has no model '\(model)'",
      suggestion: (offered + [pull]).joined(separator: ", "))
  }
}
