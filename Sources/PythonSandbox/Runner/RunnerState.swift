/// What a sandbox finds once and keeps: its interpreter and its judges.
///
/// An actor because concurrent runs share it.
actor RunnerState {
  private let path: String?
  private let environment: [String: String]
  private let options: SandboxOptions
  private let temporaryDirectory: String
  private var found: Interpreter?
  private var judges: JudgePool?

  init(path: String?, environment: [String: String], options: SandboxOptions) {
    self.path = path
    self.environment = environment
    self.options = options
    temporaryDirectory = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// The interpreter, looked for until one is found.
  ///
  /// - Throws: `InterpreterError`, `HarnessError`, `CancellationError`.
  func interpreter() async throws -> Interpreter {
    if let found { return found }
    let interpreter = try await Interpreter.find(
      path: path, environment: environment, scratch: temporaryDirectory)
    found = found ?? interpreter
    return found ?? interpreter
  }

  /// The judges and the interpreter that they run on.
  ///
  /// - Throws: as `interpreter`.
  func pool() async throws -> (JudgePool, Interpreter) {
    let interpreter = try await interpreter()
    let pool = judges ?? JudgePool(interpreter, options: options)
    judges = pool
    return (pool, interpreter)
  }
}
