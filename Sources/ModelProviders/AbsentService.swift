import Experiments

/// A service whose models people name but for which koderz has no provider.
///
/// When a provider for one is added, its line here goes.
struct AbsentService: Sendable {
  /// The service as a person calls it.
  var name: String
  /// What its models' names begin with.
  var prefixes: [String]

  static let all = [
    AbsentService(name: "Anthropic", prefixes: ["anthropic/", "claude-"]),
    AbsentService(
      name: "OpenAI",
      prefixes: ["openai/", "chatgpt-", "gpt-3", "gpt-4", "gpt-5", "o1", "o3", "o4"]),
    AbsentService(name: "LM Studio", prefixes: ["lmstudio/"]),
  ]

  /// The service that a model's name belongs to.
  static func owner(of model: String) -> AbsentService? {
    all.first { service in service.prefixes.contains { model.hasPrefix($0) } }
  }

  /// A model's name without the prefix of its service.
  static func bareName(_ model: String) -> String {
    let prefixes = all.flatMap(\.prefixes).filter { $0.hasSuffix("/") }
    guard let prefix = prefixes.first(where: { model.hasPrefix($0) }) else { return model }
    return String(model.dropFirst(prefix.count))
  }

  func error(for model: String) -> ProviderError {
    ProviderError(
      code: .notConfigured,
      endpoint: name,
      message: "'\(model)' needs the \(name) provider, which this koderz does not have",
      suggestion: "a local model such as qwen2.5-coder:32b, or the simulator sim:0.4")
  }
}
