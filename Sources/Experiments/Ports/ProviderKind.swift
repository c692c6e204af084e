/// A way to reach models: everything about it is on the conforming type.
///
/// Those that need the same things from outside are `AdapterKind`s of `ModelProviders`; who builds
/// another, such as the simulator, hands it over made.
package protocol ProviderKind: Sendable {
  /// The kind's one word in messages, such as `ollama`.
  static var name: String { get }

  /// What people call it: `LM Studio`.
  static var title: String { get }

  /// What a model's name of this kind begins with, or may begin with: `sim:`, `openai/`.
  static var prefix: String { get }

  /// How a person writes a model of this kind, such as `sim:p[:seed]`.
  static var form: String { get }

  /// A complete model name of this kind, as an example.
  static var example: String { get }

  /// Where the prices of its models are.
  static var prices: PriceFamily { get }

  /// The environment variables that it reads.
  static var variables: [ServiceVariable] { get }

  /// Whether a file's path follows the prefix.
  static var takesFile: Bool { get }

  /// The word by which `ServerReport.Kind` names its servers; nil when it has none that are its own.
  static var serverKind: String? { get }

  /// Whether its server can be told to download a model.
  static var pullsModels: Bool { get }

  /// Whether a server answers: its calls queue, and a model that fails is left alone for a while.
  static var isServer: Bool { get }

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
  package static var variables: [ServiceVariable] { [] }

  package static var takesFile: Bool { false }

  package static var serverKind: String? { nil }

  package static var pullsModels: Bool { false }

  package static var isServer: Bool { true }

  package var knownModels: [String] { [] }

  package func shutdown() async {}

  /// A model's name without the kind's prefix, as its server knows it.
  package static func bareName(_ model: String) -> String {
    model.hasPrefix(prefix) ? String(model.dropFirst(prefix.count)) : model
  }

  /// The same, when anything follows the prefix.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when nothing does.
  package static func checkedBareName(_ model: String) throws -> String {
    let bare = bareName(model)
    guard !bare.isEmpty else {
      throw ProviderError(
        code: .notConfigured, endpoint: model, message: "the model's name is missing",
        suggestion: "a name such as \(example)")
    }
    return bare
  }
}

/// Where the prices of a kind's models are.
package enum PriceFamily: Sendable, Hashable {
  /// In the catalog, under the vendor's name for the model; what is not there is unpriced.
  case catalog
  /// The models run on the person's own machines: free, unless a table has the name.
  case ownMachine
  /// In a table, under the whole name; else unpriced.
  case program
  /// In the recording: each answer says what was paid for it.
  case recording
  /// Nothing is ever paid.
  case free
}

extension [any ProviderKind.Type] {
  /// The kind whose prefix a model's name has; nil for a bare name.
  package func kind(prefixing model: String) -> (any ProviderKind.Type)? {
    first { model.hasPrefix($0.prefix) }
  }

  /// The prefixes by which the services of the catalog's models are named.
  package var catalogPrefixes: [String] {
    filter { $0.prices == .catalog }.map { $0.prefix }
  }

  /// What the kinds say of themselves.
  package var descriptions: [ProviderDescription] { map { $0.description } }
}

extension ProviderKind {
  /// Describes the kind for parts that do not know it.
  package static var description: ProviderDescription {
    ProviderDescription(
      name: name, title: title, prefix: prefix, form: form, example: example,
      variables: variables, takesFile: takesFile,
      serverKind: serverKind, pullsModels: pullsModels)
  }
}
