package import Experiments

/// A way to reach models: everything about it is on the conforming type.
///
/// To add one, write a conforming type in a file of its own and add it to `ProviderKinds.all`; the
/// contract suite tests it from then on.
package protocol ProviderKind: Sendable {
  /// The kind's one word in messages and prefixes, such as `ollama`.
  static var name: String { get }

  /// How a person writes a model of this kind, such as `sim:p[:seed]`.
  static var form: String { get }

  /// A complete model name of this kind, as an example.
  static var example: String { get }

  /// Whether a server answers: its calls queue, and a model that fails is left alone for a while.
  static var isServer: Bool { get }

  /// Makes the kind ready to answer; opens no file and no connection.
  init(_ services: ProviderServices)

  /// Whether a model's name belongs to this kind; the first kind that says so answers for it.
  func claims(_ model: String) -> Bool

  /// The provider, tier and price for a name that this kind claims.
  ///
  /// - Throws: `ProviderError` when the name is malformed or what it points to cannot be read.
  func resolve(_ model: String) throws -> ResolvedModel

  /// The provider whose models can be listed; nil when the kind has no list.
  var listing: (any ModelProvider)? { get }

  /// Names of models seen in the last listing, for suggestions.
  var knownModels: [String] { get }

  /// Closes what the kind has opened.
  func shutdown() async
}

extension ProviderKind {
  package static var isServer: Bool { true }

  package var knownModels: [String] { [] }

  package func shutdown() async {}
}

/// The kinds of provider that koderz has.
package enum ProviderKinds {
  /// Every kind, in the order in which they are asked whether a name is theirs.
  package static let all: [any ProviderKind.Type] = [
    SimulatorKind.self,
    RecordedKind.self,
    ExecKind.self,
    AnthropicKind.self,
    OpenAIKind.self,
    LMStudioKind.self,
    OllamaKind.self,
  ]

  /// A model's name as its server knows it: without `openai/` and the like.
  static func bareName(_ model: String) -> String {
    let prefix = all.map { "\($0.name)/" }.first { model.hasPrefix($0) }
    return String(model.dropFirst(prefix?.count ?? 0))
  }

  /// The same, when there is one.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when nothing follows the prefix.
  static func checkedBareName(_ model: String, example: String) throws -> String {
    let bare = bareName(model)
    guard !bare.isEmpty else {
      throw ProviderError(
        code: .notConfigured, endpoint: model, message: "the model's name is missing",
        suggestion: example)
    }
    return bare
  }
}
