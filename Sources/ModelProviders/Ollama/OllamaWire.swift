import Experiments

/// The bodies of Ollama's HTTP interface that koderz uses.
///
/// **Source**: <https://github.com/ollama/ollama/blob/main/docs/api.md>.
enum OllamaWire {
  /// Body of `POST /api/chat`.
  struct ChatRequest: Encodable, Sendable {
    struct Options: Encodable, Sendable {
      var temperature: Double
      var top_p: Double
      var num_predict: Int
      var num_ctx: Int
      var seed: Int
    }

    var model: String
    var messages: [Message]
    var stream = true
    var options: Options

    init(_ request: GenerationRequest, model: String) {
      self.model = model
      messages = request.messages
      let sampling = request.sampling
      options = Options(
        temperature: sampling.temperature,
        top_p: sampling.topP,
        num_predict: sampling.maxOutputTokens,
        num_ctx: sampling.contextTokens,
        // -1 is the server's own "a new one each time", said aloud.
        seed: sampling.seed ?? -1)
    }
  }

  /// One line of a streamed `POST /api/chat`.
  struct ChatLine: Decodable, Sendable {
    struct Message: Decodable, Sendable {
      var content: String?
      var thinking: String?
    }

    var model: String?
    var message: Message?
    var done: Bool?
    var done_reason: String?
    var prompt_eval_count: Int?
    var eval_count: Int?
    var error: String?
  }

  /// Body of an answer with an error status.
  struct Failure: Decodable, Sendable {
    var error: String
  }

  /// Body of `GET /api/tags`.
  struct Tags: Decodable, Sendable {
    var models: [Tag]
  }

  struct Tag: Decodable, Sendable {
    var name: String
    var size: Int?
    var digest: String?
    var details: Details?
  }

  struct Details: Decodable, Sendable {
    var parameter_size: String?
    var quantization_level: String?
  }

  /// Body of `POST /api/show`.
  struct ShowRequest: Encodable, Sendable {
    var model: String
  }

  /// Answer to `POST /api/show`; of `model_info` only the context length is read.
  struct Show: Decodable, Sendable {
    var details: Details?
    var contextTokens: Int?

    enum CodingKeys: String, CodingKey {
      case details
      case model_info
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      details = try container.decodeIfPresent(Details.self, forKey: .details)
      guard container.contains(.model_info) else { return }
      let info = try container.nestedContainer(keyedBy: AnyKey.self, forKey: .model_info)
      // The key is the architecture's: `llama.context_length`, `qwen2.context_length`.
      let key = info.allKeys.first { $0.stringValue.hasSuffix(".context_length") }
      contextTokens = try key.map { try info.decode(Int.self, forKey: $0) }
    }
  }

  /// Answer to `GET /api/version`.
  struct Version: Decodable, Sendable {
    var version: String
  }

  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
  }
}
