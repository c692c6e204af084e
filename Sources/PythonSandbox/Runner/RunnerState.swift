import Experiments

/// What a canonical solution's own run tells about its problem.
struct Reference: Sendable {
  /// Assertions it meets.
  var total: Int
  var cpuMs: Double
  /// Why verdicts on this problem are doubtful; empty when the canonical solution passes.
  var doubt: String
  /// The verdict that every candidate gets because the problem itself cannot be judged.
  var unusable: Verdict?
}

/// What a sandbox learns once and keeps.
///
/// An actor because concurrent runs share it. Two runs may learn the same thing at the same time;
/// the later answer replaces an equal one.
actor RunnerState {
  private let path: String?
  private let environment: [String: String]
  /// Where scratch files and directories are made.
  let temporaryDirectory: String
  private var found: Interpreter?
  private var references: [ContentHash: Reference] = [:]

  init(path: String?, environment: [String: String]) {
    self.path = path
    self.environment = environment
    temporaryDirectory = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// The interpreter, looked for until one is found.
  ///
  /// - Throws: `InterpreterError`, `CancellationError`.
  func interpreter() async throws -> Interpreter {
    if let found { return found }
    let interpreter = try await Interpreter.find(
      path: path, environment: environment, scratch: temporaryDirectory)
    found = interpreter
    return interpreter
  }

  func reference(for key: ContentHash) -> Reference? { references[key] }

  func keep(_ reference: Reference, for key: ContentHash) { references[key] = reference }
}
