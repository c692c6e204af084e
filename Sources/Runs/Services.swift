package import Experiments
package import Judging

/// Everything outside that the workbench works with; made in the executable, doubled in tests.
package struct Services: Sendable {
  package var store: any SessionStore
  package var models: any ModelDirectory
  package var sandbox: any Sandbox
  /// Where the gold of a problem is put before a simulator is asked about it.
  package var answerKey: AnswerKey
  package var extractor: any CandidateExtractor
  package var clock: Clock
  package var files: Files
  package var person: PersonServices
  /// Reads what can be read of a store that does not open; writes nothing.
  ///
  /// - Throws: `StoreError` when it is no store or nothing of it can be read.
  package var salvage: @Sendable (_ path: String) throws -> [RecoveredSession]
  package var environment: [String: String]
  /// The servers that models run on, and how they are.
  package var servers: any ModelServers
  /// The `.env` file that was read and the variables that count from it.
  package var environmentFile: EnvironmentFile
  /// Bytes that can still be written in a folder; nil when it cannot be told.
  package var freeBytes: @Sendable (_ folder: String) -> Int?
  /// The folder that holds `sessions/` and `data/`.
  package var workspaceFolder: String
  package var version: String

  package init(
    store: any SessionStore,
    models: any ModelDirectory,
    sandbox: any Sandbox,
    answerKey: AnswerKey,
    extractor: any CandidateExtractor,
    clock: Clock,
    files: Files,
    person: PersonServices,
    salvage: @escaping @Sendable (_ path: String) throws -> [RecoveredSession],
    environment: [String: String],
    servers: any ModelServers = NoModelServers(),
    environmentFile: EnvironmentFile = EnvironmentFile(),
    freeBytes: @escaping @Sendable (_ folder: String) -> Int? = { _ in nil },
    workspaceFolder: String,
    version: String
  ) {
    self.store = store
    self.models = models
    self.sandbox = sandbox
    self.answerKey = answerKey
    self.extractor = extractor
    self.clock = clock
    self.files = files
    self.person = person
    self.salvage = salvage
    self.environment = environment
    self.servers = servers
    self.environmentFile = environmentFile
    self.freeBytes = freeBytes
    self.workspaceFolder = workspaceFolder
    self.version = version
  }
}

/// A `.env` file as far as it counts.
package struct EnvironmentFile: Sendable, Hashable {
  /// Empty when there is none.
  package var path: String
  /// The variables that the real environment does not have.
  package var names: Set<String>

  package init(path: String = "", names: Set<String> = []) {
    self.path = path
    self.names = names
  }
}
