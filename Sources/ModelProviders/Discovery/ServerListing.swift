import Experiments

/// Reads the lists of models that servers send, missing members and all; does no I/O.
enum ServerListing {
  /// Ollama's: what is on disk (`/api/tags`) with what is in memory (`/api/ps`).
  ///
  /// **Source**: <https://github.com/ollama/ollama/blob/main/docs/api.md>.
  static func ollama(tags: JSONValue, running: JSONValue?) -> [ServedModel] {
    let running = running?["models"]?.arrayValue ?? []
    let models = entries(tags["models"]).compactMap { entry -> ServedModel? in
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
    }
    return unique(models)
  }

  /// Adds what `/api/show` says of one of Ollama's models.
  static func detailed(_ model: ServedModel, show: JSONValue?) -> ServedModel {
    var model = model
    if let capabilities = show?["capabilities"]?.arrayValue?.compactMap(\.stringValue) {
      model.purpose = capabilities.contains("completion") ? .chat : .unknown
      if capabilities.contains("embedding") { model.purpose = .embedding }
    }
    if case .object(let info)? = show?["model_info"], model.contextTokens == nil {
      let key = info.keys.first { $0.hasSuffix(".context_length") }
      model.contextTokens = key.flatMap { info[$0]?.integerValue }
    }
    return model
  }

  /// LM Studio's, of its interface v1 or v0.
  ///
  /// Instances such as `name:2` are folded into the model `name`.
  ///
  /// **Source**: <https://lmstudio.ai/docs/developer/rest>.
  static func lmStudio(_ value: JSONValue) -> [ServedModel] {
    let list = entries(value["models"]) + entries(value["data"])
    let models = list.compactMap { entry -> ServedModel? in
      guard let name = entry["key"]?.stringValue ?? entry["id"]?.stringValue else { return nil }
      var model = ServedModel(name: name)
      model.purpose = purpose(entry["type"]?.stringValue)
      model.sizeBytes = entry["size_bytes"]?.integerValue
      model.family = entry["architecture"]?.stringValue ?? entry["arch"]?.stringValue
      model.quantization =
        entry["quantization"]?["name"]?.stringValue ?? entry["quantization"]?.stringValue
      model.contextTokens =
        entry["loaded_context_length"]?.integerValue ?? entry["max_context_length"]?.integerValue
      let isLoaded = entry["state"]?.stringValue == "loaded"
      model.instances = entry["loaded_instances"]?.arrayValue?.count ?? (isLoaded ? 1 : 0)
      if model.isLoaded { model.health = .loaded }
      return model
    }
    return folded(models)
  }

  /// That of a server which speaks as OpenAI's: names only.
  static func openAI(_ value: JSONValue) -> [ServedModel] {
    unique(
      entries(value["data"]).compactMap { entry in
        entry["id"]?.stringValue.map { ServedModel(name: $0) }
      })
  }

  private static func entries(_ value: JSONValue?) -> [JSONValue] { value?.arrayValue ?? [] }

  private static func purpose(_ type: String?) -> ServedModel.Purpose {
    switch type {
    case "llm", "vlm": .chat
    case "embedding", "embeddings": .embedding
    default: .unknown
    }
  }

  private static func unique(_ models: [ServedModel]) -> [ServedModel] {
    var seen: Set<String> = []
    return models.filter { seen.insert($0.name).inserted }
  }

  private static func folded(_ models: [ServedModel]) -> [ServedModel] {
    let models = unique(models)
    let names = Set(models.map(\.name))
    var folded: [ServedModel] = []
    for model in models where base(of: model.name, among: names) == nil { folded.append(model) }
    for model in models {
      guard let base = base(of: model.name, among: names),
        let place = folded.firstIndex(where: { $0.name == base })
      else { continue }
      folded[place].instances += model.instances
      if folded[place].isLoaded { folded[place].health = .loaded }
    }
    return folded
  }

  /// The model that a name such as `name:2` is an instance of.
  private static func base(of name: String, among names: Set<String>) -> String? {
    guard let colon = name.lastIndex(of: ":"),
      let number = Int(name[name.index(after: colon)...]), number >= 2
    else { return nil }
    let base = String(name[..<colon])
    return names.contains(base) ? base : nil
  }
}
