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
  /// Opens a text in the person's editor and returns it as saved; the suffix names its kind (`.py`).
  ///
  /// - Throws: `WorkbenchError` when there is no editor or no terminal.
  package var edit: @Sendable (_ text: String, _ suffix: String) async throws -> String
  /// Runs a command in the system's shell on the person's terminal and returns its status.
  ///
  /// - Throws: `WorkbenchError` when no shell can be started.
  package var shell: @Sendable (_ command: String) async throws -> Int
  /// Runs a command in the system's shell with a text as its standard input; returns its status.
  ///
  /// - Throws: `WorkbenchError` when it cannot be started, `FileError` when the text cannot be handed over.
  package var pipe: @Sendable (_ command: String, _ text: String) async throws -> Int
  /// The script of the user's own settings, which `set --save` writes to.
  package var userSettings: String
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
    edit: @escaping @Sendable (_ text: String, _ suffix: String) async throws -> String,
    shell: @escaping @Sendable (_ command: String) async throws -> Int,
    pipe: @escaping @Sendable (_ command: String, _ text: String) async throws -> Int = { _, _ in
      throw WorkbenchError("this koderz cannot start programs", hint: nil)
    },
    userSettings: String = "",
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
    self.edit = edit
    self.shell = shell
    self.pipe = pipe
    self.userSettings = userSettings
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
