import CanonicalJSON
import Experiments

/// LM Studio's servers: `/api/v1/models` has `models`, or `/api/v0/models` has `data`.
///
/// **Source**: <https://lmstudio.ai/docs/developer/rest>.
enum LMStudioServers: ServerFamily {
  static let word = "lmstudio"

  private static let lists = [("/api/v1/models", "models"), ("/api/v0/models", "data")]

  static func paths(_ interface: String) -> [String] { lists.map(\.0) }

  static func evidence(in answers: ServerEvidence) -> String? {
    native(answers).map { "\($0.path) lists \($0.entries.count)" }
  }

  /// Instances such as `name:2` are folded into the model `name`.
  static func models(
    _ answers: ServerEvidence, on server: ServerProbe, within limits: DiscoveryLimits
  ) async throws(ServerListError) -> [ServedModel] {
    folded((native(answers)?.entries ?? []).compactMap(model).eachOnce)
  }

  static func question(to model: String, interface: String) -> ShortQuestion {
    OpenAIServers.question(to: model, interface: "/v1")
  }

  private static func native(
    _ answers: ServerEvidence
  ) -> (path: String, entries: [JSONValue])? {
    for (path, member) in lists {
      if let entries = answers.value(path)?[member]?.arrayValue { return (path, entries) }
    }
    return nil
  }

  private static func model(_ entry: JSONValue) -> ServedModel? {
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

  private static func purpose(_ type: String?) -> ServedModel.Purpose {
    switch type {
    case "llm", "vlm": .chat
    case "embedding", "embeddings": .embedding
    default: .unknown
    }
  }

  private static func folded(_ models: [ServedModel]) -> [ServedModel] {
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
