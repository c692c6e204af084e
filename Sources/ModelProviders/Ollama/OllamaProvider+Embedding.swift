import Experiments
import FoundationEssentials

extension OllamaProvider {
  /// One vector for each text, in their order, all of the model's own length.
  ///
  /// - Throws: `ProviderError` when the server cannot be asked or answers with another number of them.
  package func embed(_ texts: [String], with model: String) async throws -> [[Double]] {
    let request = OllamaWire.EmbedRequest(model: OllamaKind.bareName(model), input: texts)
    let body = Array(try JSONEncoder().encode(request))
    let vectors = try await connection.ask(
      "/api/embed", body: body, as: OllamaWire.Embeddings.self
    ).embeddings
    guard vectors.count == texts.count else {
      throw connection.fault.badResponse(
        "/api/embed answered \(texts.count) texts with \(vectors.count) vectors")
    }
    return vectors
  }
}
