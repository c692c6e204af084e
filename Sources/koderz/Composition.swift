import Experiments
import Extraction
import Glibc
import Judging
import LineEditor
import ModelProviders
import Problems
import PythonSandbox
import Runs
import Simulators
import Storage
import Verbs

/// The concrete parts behind the ports; the only place that names them.
struct Composition {
  /// The kinds of provider that this koderz has.
  static let kinds: [any ProviderKind.Type] = [SimulatorKind.self] + ProviderKinds.all

  let options: Koderz
  let services: Services
  let judge: JudgeRunner
  let sessionName: String
  private let models: LiveModelDirectory
  private let servers: LiveModelServers

  init(
    options: Koderz, folder: String, environment: [String: String], console: Console,
    isInteractive: Bool
  ) async throws {
    self.options = options
    let extractor = PythonExtractor()
    let sandbox = PythonRunner(
      environment: environment,
      options: SandboxOptions(
        allowsWeak: options.weakSandbox,
        cacheDirectory: WorkspaceFolder.makeCacheFolder(environment, "tests")))
    let files = LocalFiles.files
    let answerKey = AnswerKey()
    let providers = ProviderServices(
      environment: environment, readFile: { try Self.unpacked($0, files) },
      prices: try Self.prices(environment, files),
      guests: [try Self.simulator(options, answerKey, sandbox)])
    models = LiveModelDirectory(providers)
    let clock = LocalClock.clock
    servers = LiveModelServers(providers, monotonicMs: clock.monotonicMs)
    let store = try SQLiteSessionStore(workspace: folder, now: clock.now)
    services = Services(
      store: store, models: models, sandbox: sandbox, answerKey: answerKey, extractor: extractor,
      clock: clock,
      files: files,
      person: PersonServices(
        edit: ExternalEditor.edit(console, environment),
        shell: { console.runProgram(["/bin/sh", "-c", $0], environment: environment).asInt },
        pipe: Pipe.run(console, environment),
        userSettings: WorkspaceFolder.configFolder(environment) + "/init.kz"),
      salvage: { try Self.salvage($0) },
      environment: environment, servers: servers, environmentFile: Environment.file(),
      freeBytes: LocalFiles.freeBytes, workspaceFolder: folder, version: koderzVersion)
    judge = SampleJudging.runner(sandbox: sandbox, extractor: extractor)
    sessionName = try await store.freeName(clock.now().date)
  }

  /// The simulator, which proves in the sandbox that its mistakes fail.
  private static func simulator(
    _ options: Koderz, _ answerKey: AnswerKey, _ sandbox: some Sandbox
  ) throws -> SimulatorKind {
    SimulatorKind(
      SimulatorServices(
        answerKey: answerKey,
        verify: { code, problem in
          try await sandbox.run(TestRun(problem, .source(code))).outcome == .pass
        },
        settings: SimulatorSettings(
          tokensPerSecond: options.simSpeed,
          serverFaults: try options.simFault.map(SimulatedServerFault.init))))
  }

  /// A file's bytes; unpacked when it is packed with gzip, as recordings often are.
  private static func unpacked(_ path: String, _ files: Files) throws -> [UInt8] {
    let bytes = try files.read(path)
    return Gzip.isGzip(bytes) ? try Gzip.inflate(bytes, name: path) : bytes
  }

  /// The catalog, with the person's own prices over it.
  private static func prices(
    _ environment: [String: String], _ files: Files
  ) throws -> PriceTable {
    let catalog = try PriceTable.bundled(for: kinds)
    let path = WorkspaceFolder.configFolder(environment) + "/prices.json"
    guard let bytes = try? files.read(path) else { return catalog }
    do throws(PriceTableError) {
      return catalog.overridden(by: try PriceTable(json: bytes))
    } catch {
      throw WorkbenchError(
        "\(path): \(error)", hint: "recost --prices FILE checks a table; help spending",
        kind: .usage)
    }
  }

  private static func salvage(_ path: String) throws -> [RecoveredSession] {
    var sessions: [RecoveredSession] = []
    try SQLiteSessionStore.salvage(path: path) { found in
      sessions.append(
        RecoveredSession(
          name: found.name, events: found.events, texts: found.texts, losses: found.losses))
    }
    return sessions
  }

  func shutdown() async {
    await models.shutdown()
    await servers.shutdown()
  }
}

extension Int32 {
  fileprivate var asInt: Int { Int(self) }
}
