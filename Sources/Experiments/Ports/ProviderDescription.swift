/// Describes a kind of provider for completion, help and `doctor`.
package struct ProviderDescription: Sendable, Hashable {
  /// The kind's one word: `ollama`.
  package var name: String
  /// What people call it: `LM Studio`.
  package var title: String
  /// What its models' names begin with, or may begin with: `sim:`, `openai/`.
  package var prefix: String
  /// How a model of it is written: `sim:p[:seed]`.
  package var form: String
  /// A complete name of a model.
  package var example: String
  package var variables: [ServiceVariable]
  /// Whether a file's path follows the prefix.
  package var takesFile: Bool
  /// The word by which `ServerReport.Kind` names its servers; nil when it has none that are its own.
  package var serverKind: String?
  /// Whether its server can be told to download a model.
  package var pullsModels: Bool

  package init(
    name: String, title: String, prefix: String, form: String, example: String,
    variables: [ServiceVariable] = [], takesFile: Bool = false, serverKind: String? = nil,
    pullsModels: Bool = false
  ) {
    self.name = name
    self.title = title
    self.prefix = prefix
    self.form = form
    self.example = example
    self.variables = variables
    self.takesFile = takesFile
    self.serverKind = serverKind
    self.pullsModels = pullsModels
  }

  /// A model's name without the prefix, as its server knows it.
  package func bareName(_ model: String) -> String {
    model.hasPrefix(prefix) ? String(model.dropFirst(prefix.count)) : model
  }
}

/// An environment variable that decides how models are reached.
package struct ServiceVariable: Sendable, Hashable {
  package var name: String
  /// What it is for, in one phrase.
  package var help: String
  /// A value, as the example file shows it; empty for a secret.
  package var example: String
  /// Whether its value is never shown.
  package var isSecret: Bool

  /// Makes a variable whose value may be shown.
  package init(_ name: String, _ help: String, example: String) {
    self.name = name
    self.help = help
    self.example = example
    isSecret = false
  }

  /// Makes a variable whose value is never shown.
  package init(secret name: String, _ help: String) {
    self.name = name
    self.help = help
    example = ""
    isSecret = true
  }
}
