import Experiments
import Judging
import Problems
import Runs

/// Everything that the checks judge, looked up at once.
struct DoctorFacts: Sendable {
  /// A role's model as far as its name says.
  struct RoleModel: Sendable {
    var role: Role
    var name: String
    var model: ResolvedModel?
    var error: ProviderError?
  }

  /// What is at hand of problem sets.
  struct Datasets: Sendable, Hashable {
    /// Files of `data/` that hold problems.
    var files: [String] = []
    var problems = 0
  }

  var sandbox: SandboxStatus
  var servers: [ServerReport]
  var keys: [KeyReport]
  var roles: [RoleModel]
  /// The kinds of provider that there are.
  var providers: [ProviderDescription]
  var datasets: Datasets
  var folder: String
  var freeBytes: Int?
  /// How many sessions the store has, or why it cannot be read.
  var sessions: Result<Int, StoreFault>
  var environment: [String: String]
  var width: Int
  var isInteractive: Bool

  /// A store's fault in words.
  struct StoreFault: Error, Sendable, Hashable {
    var words: String
  }

  /// Asks the servers, the sandbox and the store, all at once.
  ///
  /// **Effects**: `ModelServers.discover` and `ModelServers.keys`; runs one line of Python.
  static func gathered(online: Bool, _ context: VerbContext) async -> DoctorFacts {
    let services = context.session.services
    let settings = await context.session.currentSettings
    async let sandbox = services.sandbox.status(python: settings.python)
    async let servers = services.servers.discover(responsive: false)
    async let keys = services.servers.keys(online: online)
    async let sessions = sessions(context)
    let roles = Role.allCases.map { role in
      let name = settings.model(role)
      do {
        return RoleModel(role: role, name: name, model: try services.models.resolve(name))
      } catch {
        return RoleModel(role: role, name: name, error: error as? ProviderError)
      }
    }
    return DoctorFacts(
      sandbox: await sandbox, servers: await servers, keys: await keys, roles: roles,
      providers: services.models.providers,
      datasets: await datasets(context), folder: services.workspaceFolder,
      freeBytes: services.freeBytes(services.workspaceFolder), sessions: await sessions,
      environment: services.environment, width: context.width,
      isInteractive: context.isInteractive)
  }

  private static func datasets(_ context: VerbContext) async -> Datasets {
    let services = context.session.services
    let files = services.files.list(services.workspaceFolder + "/data").filter {
      $0.hasSuffix(".jsonl") || $0.hasSuffix(".jsonl.gz")
    }
    let problems = (try? context.session.problemLibrary().problems.count) ?? 0
    return Datasets(files: files, problems: problems)
  }

  /// Reads the store's list, and the open session's whole chain.
  private static func sessions(_ context: VerbContext) async -> Result<Int, StoreFault> {
    do {
      let count = try await context.session.services.store.sessionCount()
      _ = try await context.session.verify()
      return .success(count)
    } catch {
      return .failure(StoreFault(words: ErrorText.message(error)))
    }
  }
}
