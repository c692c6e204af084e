package import Experiments
import Problems
import Synchronization

/// The open session: asks models, runs tests, and appends the results.
///
/// It is a value over shared parts: `SessionLog` holds the events, `RunDesk` what runs. Any number of
/// callers may use copies of it at once, each at its own place. What they may not do beside each other
/// is refused as `busy` before anything is paid.
package struct OpenSession: Sendable {
  package let services: Services
  package let log: SessionLog
  let desk: RunDesk
  let configuration: Configuration
  /// Keeps keys out of what is recorded.
  let secrets: SecretFilter
  /// Settings of this caller alone, over all others.
  private var overrides: [String: String] = [:]

  package init(services: Services, planned: PlannedSession) {
    self.services = services
    secrets = SecretFilter(environment: services.environment)
    log = SessionLog(
      store: services.store, clock: services.clock, version: services.version, secrets: secrets,
      planned: planned)
    desk = RunDesk()
    configuration = Configuration(
      settings: Settings(environment: services.environment),
      problems: ProblemSource(files: services.files, workspaceFolder: services.workspaceFolder))
  }

  /// The same session with settings of one caller's own.
  package func with(_ overrides: [String: String]) -> OpenSession {
    var session = self
    session.overrides.merge(overrides) { _, new in new }
    return session
  }

  // MARK: What is open

  /// The open session as its events make it; empty while none has begun.
  package var state: SessionState {
    get async { await log.state }
  }

  /// The open session's name, or the one it will have.
  package var name: String {
    get async { await log.name }
  }

  /// What runs in it now, the first first.
  package var running: [Work] { desk.with { $0.works.all } }

  /// The experiment that the person at the prompt works on.
  ///
  /// - Throws: `WorkbenchError` when no problem was chosen yet.
  package func experiment() async throws -> Experiment {
    guard let experiment = await state.experiment else {
      throw WorkbenchError("no problem is in use", hint: "use ID takes one; problems lists them")
    }
    return experiment
  }

  /// The experiment of a problem of the session.
  ///
  /// - Throws: `WorkbenchError` when the session has no such problem.
  package func experiment(_ taskID: String) async throws -> Experiment {
    guard let experiment = await state.experiments[taskID] else {
      throw WorkbenchError(
        "\(taskID) was not opened in this session", hint: "use \(taskID) opens it")
    }
    return experiment
  }

  /// The place of the person at the prompt.
  ///
  /// - Throws: `WorkbenchError` when no problem was chosen yet.
  package func here() async throws -> Place { try await experiment().place }

  // MARK: Settings

  /// The settings with the open session's own on top, and this caller's on top of those.
  package var currentSettings: Settings {
    get async {
      var current = configuration.settings
      current.replace(.session, with: await state.settings)
      for (name, value) in overrides { current.set(name, to: value, in: .flag) }
      return current
    }
  }

  /// Gives a setting a value outside the session: from a file or a flag.
  package func configure(_ name: String, to value: String?, in origin: SettingOrigin) {
    configuration.change { $0.settings.set(name, to: value, in: origin) }
  }

  /// Sets a session setting, or unsets it.
  ///
  /// - Throws: `StoreError`.
  package func change(setting name: String, to value: String?) async throws {
    try await log.append { _ in Batch([EventDraft(SettingChanged(name: name, value: value))]) }
  }

  // MARK: What belongs together

  /// Runs work that may begin only beside what it can run beside.
  ///
  /// - Throws: `WorkbenchError` of kind `busy` before anything is done.
  @discardableResult
  func doing<Value>(
    _ what: String, needing need: Work.Need = .nothing,
    _ body: (_ id: Int) async throws -> Value
  ) async throws -> Value {
    let work = Work(
      what, needing: need, since: services.clock.now(), scope: CommandScope.current?.id)
    return try await desk.doing(work, body)
  }

  /// Appends events of one problem.
  ///
  /// - Throws: as `SessionLog.append`.
  @discardableResult
  func record(
    _ payloads: [any EventContent], of taskID: String, parent: Int? = nil, texts: [String] = []
  ) async throws -> [Event] {
    try await log.append { _ in
      Batch(payloads, of: taskID, parent: parent, texts: texts)
    }
  }

  /// Appends events of one problem that depend on what it is when their turn comes.
  ///
  /// - Throws: as `SessionLog.append`; `WorkbenchError` when the session has no such problem.
  @discardableResult
  func record(
    of taskID: String, parent: Int? = nil, texts: [String] = [],
    _ make: @escaping @Sendable (Experiment) throws -> [any EventContent]
  ) async throws -> [Event] {
    try await log.append { state in
      guard let experiment = state.experiments[taskID] else {
        throw WorkbenchError(
          "\(taskID) was not opened in this session", hint: "use \(taskID) opens it")
      }
      return Batch(try make(experiment), of: taskID, parent: parent, texts: texts)
    }
  }
}

/// Settings from outside of the session, and the problems at hand.
final class Configuration: Sendable {
  struct State: Sendable {
    var settings: Settings
    var library = ProblemSet()
    var libraryIsLoaded = false
  }

  let problems: ProblemSource
  private let state: Mutex<State>

  init(settings: Settings, problems: ProblemSource) {
    self.problems = problems
    state = Mutex(State(settings: settings))
  }

  var settings: Settings { state.withLock { $0.settings } }

  func change<Value: Sendable>(_ body: (inout State) throws -> Value) rethrows -> Value {
    try state.withLock { state in try body(&state) }
  }
}
