import Experiments

/// What a sandbox finds once and keeps: its interpreter and its judges.
///
/// An actor because concurrent runs share it.
actor RunnerState {
  private let path: String?
  private let environment: [String: String]
  private let options: SandboxOptions
  private let temporaryDirectory: String
  private var found: [String?: PythonInterpreter] = [:]
  private var judges: [HarnessProfile: [String?: HarnessPool]] = [:]

  init(path: String?, environment: [String: String], options: SandboxOptions) {
    self.path = path
    self.environment = environment
    self.options = options
    temporaryDirectory = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// The interpreter at a path, or this sandbox's own; looked for until it is found.
  ///
  /// - Throws: `InterpreterError`, `HarnessError`, `CancellationError`.
  func interpreter(_ python: String?) async throws -> PythonInterpreter {
    if let found = found[python] { return found }
    let interpreter = try await PythonInterpreter.find(
      path: python ?? path, environment: environment, scratch: temporaryDirectory,
      cache: InterpreterCache(directory: options.cacheDirectory), within: options.longestStart)
    found[python] = found[python] ?? interpreter
    return found[python] ?? interpreter
  }

  /// The judges that work with an interpreter, of one part of the harness.
  ///
  /// - Throws: as `interpreter`.
  func pool(
    _ python: String?, for profile: HarnessProfile
  ) async throws -> (HarnessPool, PythonInterpreter) {
    let interpreter = try await interpreter(python)
    let pool =
      judges[profile]?[python]
      ?? HarnessPool(
        interpreter, profile: profile, options: options, temporaryDirectory: temporaryDirectory)
    judges[profile, default: [:]][python] = pool
    return (pool, interpreter)
  }
}
