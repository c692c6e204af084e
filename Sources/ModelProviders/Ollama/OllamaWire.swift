import CanonicalJSON
import Experiments
import FoundationEssentials

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

      init(_ sampling: Sampling) {
        temperature = sampling.temperature
        top_p = sampling.topP
        num_predict = sampling.maxOutputTokens
        num_ctx = sampling.contextTokens
        // -1 is the server's own "a new one each time", said aloud.
        seed = sampling.seed ?? -1
      }
    }

    var model: String
    var messages: [Message]
    var stream = true
    var options: Options
    var think: Think?
    var keep_alive: KeepAlive?

    /// Everything that the request's sampling says but the schema, which `body` adds as it stands.
    init(_ request: GenerationRequest, model: String) {
      self.model = model
      messages = request.messages
      let sampling = request.sampling
      options = Options(sampling)
      think = sampling.thinking.map(Think.init)
      keep_alive = sampling.keepAlive.map(KeepAlive.init)
    }
  }

  /// Body of `POST /api/generate` for a model that takes plain text only.
  struct CompletionRequest: Encodable, Sendable {
    var model: String
    var prompt: String
    /// The prompt goes to the model as it stands, through no template.
    var raw = true
    var stream = true
    var options: ChatRequest.Options
    var keep_alive: KeepAlive?

    /// The messages' texts below each other, in their order.
    init(_ chat: ChatRequest) {
      model = chat.model
      prompt = chat.messages.map(\.content).joined(separator: "\n\n")
      options = chat.options
      keep_alive = chat.keep_alive
    }
  }

  /// A request's JSON with the schema of its answer as the member `format`.
  ///
  /// The schema goes as the person wrote it: the order of its properties is the order in which the
  /// model writes them. A text that is not JSON is refused here.
  ///
  /// - Throws: `JSONError` when the schema is not JSON.
  static func body(_ request: some Encodable, schema: String?) throws -> [UInt8] {
    let bytes = Array(try JSONEncoder().encode(request))
    guard let schema else { return bytes }
    _ = try JSONValue(parsing: schema)
    return bytes.dropLast() + Array(",\"format\":\(schema)}".utf8)
  }

  /// Whether to think: a truth, or for models that know levels one of them.
  struct Think: Encodable, Sendable {
    var thinking: Thinking

    init(_ thinking: Thinking) { self.thinking = thinking }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch thinking {
      case .off: try container.encode(false)
      case .on: try container.encode(true)
      case .low, .medium, .high: try container.encode(thinking.rawValue)
      }
    }
  }

  /// How long the model stays in memory: a text with a unit, or a number of seconds.
  ///
  /// The server reads a text without a unit as no duration at all, so `-1` and `300` go as numbers.
  struct KeepAlive: Encodable, Sendable {
    var text: String

    init(_ text: String) { self.text = text }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if let seconds = Int(text) {
        try container.encode(seconds)
      } else {
        try container.encode(text)
      }
    }
  }

  /// One line of a streamed `POST /api/pull`.
  struct PullLine: Decodable, Sendable {
    var status: String?
    var digest: String?
    var total: Int?
    var completed: Int?
    var error: String?
  }

  /// Body of `POST /api/pull`.
  struct PullRequest: Encodable, Sendable {
    var model: String
    var stream = true
  }

  /// Answer to `GET /api/ps`.
  struct Running: Decodable, Sendable {
    var models: [RunningModel]
  }

  struct RunningModel: Decodable, Sendable {
    var name: String
  }

  /// One line of a streamed `POST /api/chat` or `POST /api/generate`; durations are nanoseconds.
  struct ChatLine: Decodable, Sendable {
    struct Message: Decodable, Sendable {
      var content: String?
      var thinking: String?
    }

    var model: String?
    var message: Message?
    /// The text of an answer from `/api/generate`.
    var response: String?
    var done: Bool?
    var done_reason: String?
    var load_duration: Double?
    var prompt_eval_count: Int?
    var prompt_eval_duration: Double?
    var eval_count: Int?
    var eval_duration: Double?
    var error: String?
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
}
