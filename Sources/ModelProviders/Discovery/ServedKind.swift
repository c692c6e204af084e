import CanonicalJSON
import Experiments

/// A kind whose models run on servers that can be looked for.
protocol ServedKind: AdapterKind {
  /// How its servers are recognized, and what they are asked.
  static var family: any ServerFamily.Type { get }

  /// Where its server may be; nil when none is configured.
  static func place(in environment: [String: String]) -> ServerPlace?
}

extension ServedKind {
  package static var serverKind: String? { family.isShared ? nil : family.word }
}

/// A kind whose server can be told to download models.
protocol PullingKind: ServedKind {
  /// Streams how far the server's download of a model is; ends after `success`.
  ///
  /// Throws `ProviderError`, with code `modelNotFound` when no registry has the model.
  func pull(_ model: String) -> AsyncThrowingStream<PullProgress, any Error>
}

extension PullingKind {
  package static var pullsModels: Bool { true }
}

/// A server to look at, and the key that is meant for it.
struct ServerPlace: Sendable {
  var url: String
  var key: String?

  func probe(_ transports: HTTPTransports) -> ServerProbe? {
    ProbedAddress(url).map { ServerProbe(url: $0, through: transports, key: key) }
  }
}

/// Servers of one make, or of one wire: how one is recognized, how its lists are read, how one of its
/// models is asked something short.
protocol ServerFamily: Sendable {
  /// The family's word in reports: `ollama`, `openai-compatible`.
  static var word: String { get }

  /// Whether servers of many makes belong to it, so that it decides only when no other family does.
  static var isShared: Bool { get }

  /// Whether its lists say which models are in memory.
  static var tellsLoaded: Bool { get }

  /// The paths whose answers show that a server is of this family; `interface` is `ProbedAddress`'s.
  static func paths(_ interface: String) -> [String]

  /// What shows that a server is of this family; nil when it is not.
  static func evidence(in answers: ServerEvidence) -> String?

  /// The models on a server of this family.
  ///
  /// - Throws: `ServerListError` when the list cannot be read.
  static func models(
    _ answers: ServerEvidence, on server: ServerProbe, within limits: DiscoveryLimits
  ) async throws(ServerListError) -> [ServedModel]

  /// The question to a model that only one which is well can answer.
  static func question(to model: String, interface: String) -> ShortQuestion
}

extension ServerFamily {
  static var isShared: Bool { false }

  static var tellsLoaded: Bool { true }
}

/// Why a list of models cannot be read, in one phrase.
struct ServerListError: Error, Sendable, Hashable {
  var words: String
}

/// A path and what is posted to it.
struct ShortQuestion: Sendable, Hashable {
  /// How many tokens the answer may have.
  static let maxTokens = 8

  var path: String
  var body: JSONValue

  /// The chat of every such question.
  static let messages: JSONValue = [["role": "user", "content": "Say yes."]]
}

extension [any ProviderKind.Type] {
  /// The families of servers, those that are shared last.
  var serverFamilies: [any ServerFamily.Type] {
    var families: [any ServerFamily.Type] = []
    for kind in served where !families.contains(where: { $0.word == kind.family.word }) {
      families.append(kind.family)
    }
    return families.filter { !$0.isShared } + families.filter { $0.isShared }
  }

  /// The kinds that have servers; those come first that take names which no other kind claims, since
  /// their servers are the likeliest to be at home.
  var served: [any ServedKind.Type] { reversed().compactMap { $0 as? any ServedKind.Type } }
}

extension [ServedModel] {
  /// The models without those of a name that came before.
  var eachOnce: [ServedModel] {
    var seen: Set<String> = []
    return filter { seen.insert($0.name).inserted }
  }
}
