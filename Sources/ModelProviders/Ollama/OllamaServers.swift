import CanonicalJSON
import Experiments

/// Ollama's servers: `/api/version` is an object with a text `version`.
///
/// **Source**: <https://github.com/ollama/ollama/blob/main/docs/api.md>.
enum OllamaServers: ServerFamily {
  static let word = "ollama"

  /// Models beyond this many are listed without details.
  private static let mostDetails = 40

  static func paths(_ interface: String) -> [String] { ["/api/version"] }

  static func evidence(in answers: ServerEvidence) -> String? {
    answers.value("/api/version")?["version"]?.stringValue
      .map { "/api/version answered \($0.shortened(to: 40))" }
  }

  /// What is on disk (`/api/tags`), what is in memory (`/api/ps`), and what `/api/show` says of each.
  static func models(
    _ answers: ServerEvidence, on server: ServerProbe, within limits: DiscoveryLimits
  ) async throws(ServerListError) -> [ServedModel] {
    async let running = server.ask("/api/ps", within: limits.listing)
    let tags = await server.ask("/api/tags", within: limits.listing)
    guard let list = tags.value, list["models"]?.arrayValue != nil else {
      throw ServerListError(words: "/api/tags answered with \(tags.complaint)")
    }
    let models = listed(tags: list, running: await running.value)
    let detailed = await inOrder(Array(models.prefix(mostDetails))) { model in
      let show = await server.ask(
        "/api/show", posting: ["model": .string(model.name)], within: limits.details)
      return Self.detailed(model, show: show.value)
    }
    return detailed + models.dropFirst(mostDetails)
  }

  static func question(to model: String, interface: String) -> ShortQuestion {
    ShortQuestion(
      path: "/api/chat",
      body: [
        "model": .string(model), "messages": ShortQuestion.messages, "stream": false,
        "options": ["num_predict": .integer(ShortQuestion.maxTokens), "temperature": 0],
      ])
  }

  private static func listed(tags: JSONValue, running: JSONValue?) -> [ServedModel] {
    let running = running?["models"]?.arrayValue ?? []
    return (tags["models"]?.arrayValue ?? []).compactMap { entry -> ServedModel? in
      guard let name = entry["name"]?.stringValue ?? entry["model"]?.stringValue else { return nil }
      var model = ServedModel(name: name)
      model.sizeBytes = entry["size"]?.integerValue
      model.family = entry["details"]?["family"]?.stringValue
      model.quantization = entry["details"]?["quantization_level"]?.stringValue
      guard let loaded = running.first(where: { $0["name"]?.stringValue == name }) else {
        return model
      }
      model.health = .loaded
      model.instances = 1
      model.memoryBytes = loaded["size_vram"]?.integerValue
      model.expiresAt = loaded["expires_at"]?.stringValue
      model.contextTokens = loaded["context_length"]?.integerValue
      return model
    }.eachOnce
  }

  private static func detailed(_ model: ServedModel, show: JSONValue?) -> ServedModel {
    var model = model
    if let capabilities = show?["capabilities"]?.arrayValue?.compactMap(\.stringValue) {
      model.purpose = capabilities.contains("completion") ? .chat : .unknown
      if capabilities.contains("embedding") { model.purpose = .embedding }
    }
    if case .object(let info)? = show?["model_info"], model.contextTokens == nil {
      // The key is the architecture's: `llama.context_length`, `qwen2.context_length`.
      let key = info.keys.first { $0.hasSuffix(".context_length") }
      model.contextTokens = key.flatMap { info[$0]?.integerValue }
    }
    return model
  }
}
