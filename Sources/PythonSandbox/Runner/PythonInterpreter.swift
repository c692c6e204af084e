import ChildProcesses
import Experiments
import Glibc
import Subprocess

/// The Python that runs candidates.
struct PythonInterpreter: Sendable, Hashable {
  /// The real executable: no shim, no symbolic link.
  var path: String
  /// Such as `3.11.2`.
  var version: String
  /// The first 12 hexadecimal digits of the SHA-256 of the executable's bytes; nil when they cannot
  /// be read.
  var hash: String?
  /// Whether it is a virtual environment's.
  var isEnvironment: Bool
  /// Where its packages are.
  var paths: [String]
  /// The programs of judge and zygotes as this version's code objects.
  var programs: [UInt8]
}

/// Why no Python can be used, and what to try.
struct InterpreterError: Error, Sendable, Hashable, CustomStringConvertible {
  var description: String
}

extension PythonInterpreter {
  /// The oldest version the harness runs on.
  private static let oldest = (3, 10)

  /// Finds the interpreter: the given path, else `KODERZ_PYTHON`, else `python3` in `PATH`.
  ///
  /// Starts the found program once to learn its real path; a version manager's shim would cost
  /// its own start-up in every run.
  ///
  /// - Throws: `InterpreterError` when none is found, does not start or is too old; `HarnessError`
  ///   when the scratch directory cannot be used.
  static func find(
    path: String?, environment: [String: String], scratch directory: String,
    cache: InterpreterCache, within limit: Duration
  ) async throws -> PythonInterpreter {
    let (program, name) = choice(path: path, environment: environment)
    let file = located(program, environment)
    if let known = cache.interpreter(at: file) { return known }
    let found = try await first(within: limit) {
      try await probe(program, named: name, environment, directory)
    }
    guard let found else {
      throw failure("\(name) (\(program)) does not answer within \(limit)")
    }
    cache.keep(found, at: file)
    return found
  }

  /// What `body` gives; nil when it takes longer, and it is cancelled then.
  private static func first<Result: Sendable>(
    within limit: Duration, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result? {
    try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await Task.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }

  /// The file that a program's name leads to; the name itself when it leads nowhere.
  private static func located(_ program: String, _ environment: [String: String]) -> String {
    guard !program.contains("/") else { return program }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 } ?? program
  }

  private static func choice(
    path: String?, environment: [String: String]
  ) -> (program: String, name: String) {
    if let path { return (path, "the Python given") }
    if let path = environment["KODERZ_PYTHON"], !path.isEmpty { return (path, "KODERZ_PYTHON") }
    return ("python3", "python3 in PATH")
  }

  private static func probe(
    _ program: String, named name: String, _ environment: [String: String], _ directory: String
  ) async throws -> PythonInterpreter {
    let output = try await output(of: program, named: name, environment, directory)
    let parts = output.split(separator: UInt8(ascii: "\n"), maxSplits: 5)
    let lines = parts.map { String(decoding: $0, as: UTF8.self) }
    guard lines.count == 6, lines[0] == "koderz",
      let minor = Int(lines[1].split(separator: ".").dropFirst().first ?? "")
    else {
      throw failure("\(name) (\(program)) does not answer like Python")
    }
    guard lines[1].hasPrefix("3."), minor >= oldest.1 else {
      throw failure("\(name) (\(program)) is Python \(lines[1]), older than 3.\(oldest.1)")
    }
    return PythonInterpreter(
      path: lines[2], version: lines[1], hash: isHash(lines[4]) ? lines[4] : nil,
      packages: lines[3], programs: Array(parts[5]))
  }

  private static func isHash(_ text: String) -> Bool {
    text.utf8.count == 12 && text.allSatisfy(\.isHexDigit)
  }

  /// `packages` is a word for what it is, and the paths, with colons between.
  init(path: String, version: String, hash: String?, packages: String, programs: [UInt8]) {
    let words = packages.split(separator: ":").map(String.init)
    self.path = path
    self.version = version
    self.hash = hash
    isEnvironment = words.first == "environment"
    paths = Array(words.dropFirst())
    self.programs = programs
  }

  /// As the initializer takes it.
  var packages: String {
    ([isEnvironment ? "environment" : "system"] + paths).joined(separator: ":")
  }

  /// Where runs look for packages: plain tests do with Python itself, unless an environment was
  /// chosen.
  func paths(for profile: HarnessProfile) -> [String] {
    profile.findsPackages || isEnvironment ? paths : []
  }

  private static func output(
    of program: String, named name: String, _ environment: [String: String], _ directory: String
  ) async throws -> [UInt8] {
    do {
      let result = try await Subprocess.run(
        .program(program), arguments: ["-S", "-E", "-s", "-c", HarnessProgram.introduction],
        environment: .exactly(environment),
        input: ProcessInput.holding(Array(HarnessProgram.files.utf8), in: directory),
        output: .bytes(limit: 1 << 20), error: .discarded)
      try Task.checkCancellation()
      guard result.terminationStatus.isSuccess else {
        throw failure("\(name) (\(program)) ended with \(result.terminationStatus)")
      }
      return result.standardOutput
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      throw failure("\(name) (\(program)) cannot be started: \(error)")
    } catch let error as ProcessInputError {
      throw HarnessError(
        description: "no file for a process's input in \(error.directory): \(error.reason); "
          + "free space or set TMPDIR")
    }
  }

  private static func failure(_ what: String) -> InterpreterError {
    InterpreterError(
      description: "\(what); install python3 (3.\(oldest.1) or newer) or set KODERZ_PYTHON to one")
  }
}
