import CanonicalJSON
import Experiments

/// Reads `GET /v1/models`, and what servers add to it.
///
/// **Source**: <https://platform.openai.com/docs/api-reference/models/list>; `max_model_len` is
/// vLLM's, `meta` llama.cpp's, `context_length` OpenRouter's.
enum OpenAIListing {
  /// The models that can chat, by the names that the server knows.
  ///
  /// - Throws: `ProviderError` when the server cannot be asked.
  static func read(_ connection: HTTPConnection) async throws -> [ListedModel] {
    let value = try await connection.askForJSON("/models")
    guard let entries = value["data"]?.arrayValue else {
      throw connection.fault.badResponse("/models did not answer with a list of models")
    }
    return entries.compactMap(model).filter { !isForOtherUses($0.name) }
  }

  private static func model(_ entry: JSONValue) -> ListedModel? {
    guard let name = entry["id"]?.stringValue, !name.isEmpty else { return nil }
    let context = [entry["max_model_len"], entry["context_length"], entry["meta"]?["n_ctx_train"]]
    return ListedModel(
      name: name,
      sizeBytes: entry["meta"]?["size"]?.integerValue,
      contextTokens: context.lazy.compactMap { $0?.integerValue }.first)
  }

  /// Whether a name says that the model answers no chat; servers list all they have.
  static func isForOtherUses(_ name: String) -> Bool {
    let words = [
      "embed", "whisper", "tts", "dall-e", "moderation", "transcribe", "realtime", "-image", "sora",
      "rerank",
    ]
    return words.contains { name.lowercased().contains($0) }
  }
}
