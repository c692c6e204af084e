import CanonicalJSON
import Experiments

/// Reads LM Studio's own listing, which says what a model is for and whether it is in memory.
///
/// **Source**: <https://lmstudio.ai/docs/developer/rest/endpoints>.
enum LMStudioListing {
  /// The models that can chat, by the names that the server knows; the plain listing when the
  /// server has no other.
  ///
  /// - Throws: `ProviderError` when the server cannot be asked.
  static func read(
    _ connection: HTTPConnection, own: HTTPConnection
  ) async throws -> [ListedModel] {
    do {
      let value = try await own.askForJSON("/api/v0/models")
      guard let entries = value["data"]?.arrayValue else {
        return try await OpenAIListing.read(connection)
      }
      return entries.filter { $0["type"]?.stringValue != "embeddings" }.compactMap(model)
    } catch let error as ProviderError where error.code == .badResponse {
      return try await OpenAIListing.read(connection)
    }
  }

  private static func model(_ entry: JSONValue) -> ListedModel? {
    guard let name = entry["id"]?.stringValue, !name.isEmpty else { return nil }
    return ListedModel(
      name: name,
      quantization: entry["quantization"]?.stringValue,
      contextTokens: entry["max_context_length"]?.integerValue,
      isLoaded: entry["state"]?.stringValue.map { $0 == "loaded" })
  }
}
