/// Looks at the machines that serve models: which there are, what is on them, whether they are well.
package protocol ModelServers: Sendable {
  /// Asks every server that koderz knows of, all at once; one that is dead hides no other.
  ///
  /// **Shape**: one report per server, in a fixed order.
  ///
  /// **Effects**: a few requests that no model answers; with `responsive` also one short completion
  /// of every chat model that is in memory.
  func discover(responsive: Bool) async -> [ServerReport]

  /// Says what serves a URL, from what it answers and never from its port.
  ///
  /// **Effects**: with `model` also one short completion of it, which may bring it into memory.
  func probe(_ url: String, asking model: String?) async -> ServerReport

  /// Loads a model onto the server that downloads models, saying how far it is.
  ///
  /// **Effects**: the server downloads the model. Cancelling ends the request; what has arrived is
  /// kept by the server, so that a later pull goes on there.
  ///
  /// Throws `ProviderError`, or `CancellationError`.
  func pull(_ model: String) -> AsyncThrowingStream<PullProgress, any Error>

  /// What is known of each hosted service's key.
  ///
  /// **Effects**: with `online` one request to each service that has a key, for its list of models,
  /// which costs nothing; else none.
  func keys(online: Bool) async -> [KeyReport]
}

/// What one server answered.
package struct ServerReport: Sendable, Hashable {
  /// What kind of server answers, told by its answers.
  package enum Kind: Sendable, Hashable {
    /// A server that koderz speaks to, by the word of its kind: `ollama`, `openai-compatible`.
    case server(String)
    /// Something answers, and it is no server of models that koderz knows.
    case unknown
    /// Nothing answers.
    case unreachable

    /// The kind in one word.
    package var word: String {
      switch self {
      case .server(let word): word
      case .unknown: "unknown"
      case .unreachable: "unreachable"
      }
    }

    /// Whether it is a server that koderz speaks to.
    package var isServer: Bool {
      if case .server = self { true } else { false }
    }
  }

  /// The base URL, without a slash at its end.
  package var url: String
  package var kind: Kind
  /// What shows that it is that kind: `/api/version answered 0.12.6`.
  package var evidence: String
  /// In the server's order.
  package var models: [ServedModel]
  /// Why something could not be asked, with a server that is there or not; empty when all went well.
  package var error: String
  /// Until the last answer came.
  package var milliseconds: Int

  package init(
    url: String, kind: Kind, evidence: String = "", models: [ServedModel] = [], error: String = "",
    milliseconds: Int = 0
  ) {
    self.url = url
    self.kind = kind
    self.evidence = evidence
    self.models = models
    self.error = error
    self.milliseconds = milliseconds
  }
}

/// A model on a server; a model of the same name on another server is another model.
package struct ServedModel: Sendable, Hashable {
  /// What a model is for.
  package enum Purpose: String, Sendable, Hashable, Codable, CaseIterable {
    case chat
    case embedding
    case unknown
  }

  /// How well a model was seen to be, each level including those before it.
  package enum Health: String, Sendable, Hashable, Codable, CaseIterable {
    /// The server names it.
    case listed
    /// It is in memory.
    case loaded
    /// It was asked and is still being brought into memory.
    case loading
    /// It has just written something.
    case responsive
    /// It is listed, and failed when it was asked.
    case failing
  }

  package var name: String
  package var purpose: Purpose
  package var health: Health
  /// What it answered when it failed; empty else.
  package var error: String
  /// Size of the weights in bytes.
  package var sizeBytes: Int?
  /// What it takes of the graphics card's memory.
  package var memoryBytes: Int?
  package var contextTokens: Int?
  package var family: String?
  package var quantization: String?
  /// How often it is in memory (LM Studio's `name`, `name:2`, …).
  package var instances: Int
  /// When the server will take it out of memory, as the server writes it.
  package var expiresAt: String?
  /// How long the short completion took.
  package var milliseconds: Int?

  package init(
    name: String, purpose: Purpose = .unknown, health: Health = .listed, error: String = "",
    sizeBytes: Int? = nil, memoryBytes: Int? = nil, contextTokens: Int? = nil,
    family: String? = nil, quantization: String? = nil, instances: Int = 0,
    expiresAt: String? = nil, milliseconds: Int? = nil
  ) {
    self.name = name
    self.purpose = purpose
    self.health = health
    self.error = error
    self.sizeBytes = sizeBytes
    self.memoryBytes = memoryBytes
    self.contextTokens = contextTokens
    self.family = family
    self.quantization = quantization
    self.instances = instances
    self.expiresAt = expiresAt
    self.milliseconds = milliseconds
  }

  /// Whether it is in memory.
  package var isLoaded: Bool { instances > 0 }

  /// Whether an experiment can ask it.
  package var isForChat: Bool { purpose != .embedding }
}

/// How far the download of a model is.
package struct PullProgress: Sendable, Hashable {
  /// What the server is doing: `pulling manifest`, `verifying sha256 digest`, `success`.
  package var status: String
  /// Of the part under way; nil when there is none.
  package var completedBytes: Int?
  package var totalBytes: Int?

  package init(status: String, completedBytes: Int? = nil, totalBytes: Int? = nil) {
    self.status = status
    self.completedBytes = completedBytes
    self.totalBytes = totalBytes
  }
}

/// What is known of a hosted service's key; nothing of the key itself.
package struct KeyReport: Sendable, Hashable {
  /// What became of asking with the key.
  package enum State: Sendable, Hashable {
    case missing
    case notAsked
    case accepted
    case refused(String)
    case unreachable(String)
  }

  /// Such as `Anthropic`.
  package var service: String
  /// Who was asked: the service, or the URL that stands in for it.
  package var asked: String
  /// The variable that holds the key.
  package var variable: String
  package var state: State

  package init(service: String, variable: String, state: State) {
    self.service = service
    asked = service
    self.variable = variable
    self.state = state
  }
}

/// No servers: what a workbench has that was given none.
package struct NoModelServers: ModelServers {
  package init() {}

  package func discover(responsive: Bool) async -> [ServerReport] { [] }

  package func probe(_ url: String, asking model: String?) async -> ServerReport {
    ServerReport(url: url, kind: .unreachable, error: "this koderz asks no servers")
  }

  package func pull(_ model: String) -> AsyncThrowingStream<PullProgress, any Error> {
    AsyncThrowingStream { $0.finish() }
  }

  package func keys(online: Bool) async -> [KeyReport] { [] }
}
