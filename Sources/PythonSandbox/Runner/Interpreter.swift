import Subprocess

/// The Python that runs candidates.
package struct Interpreter: Sendable, Hashable {
  /// The real executable: no shim, no symbolic link.
  package var path: String
  /// Such as `3.11.2`.
  package var version: String
}

/// Why no Python can be used, and what to try.
package struct InterpreterError: Error, Sendable, Hashable, CustomStringConvertible {
  package var description: String
}

extension Interpreter {
  /// The oldest version the harness runs on.
  private static let oldest = (3, 10)

  /// Finds the interpreter: the given path, else `KODERZ_PYTHON`, else `python3` in `PATH`.
  ///
  /// Starts the found program once to learn its real path; a version manager's shim would cost
  /// its own start-up in every run.
  ///
  /// - Throws: `InterpreterError` when none is found, does not start or is too old.
  static func find(path: String?, environment: [String: String]) async throws -> Interpreter {
    if let path { return try await probe(path, named: "the Python given", environment) }
    if let path = environment["KODERZ_PYTHON"], !path.isEmpty {
      return try await probe(path, named: "KODERZ_PYTHON", environment)
    }
    return try await probe("python3", named: "python3 in PATH", environment)
  }

  private static func probe(
    _ program: String, named name: String, _ environment: [String: String]
  ) async throws -> Interpreter {
    let lines = try await output(of: program, named: name, environment)
    guard lines.count == 3, let minor = Int(lines[1].split(separator: ".").dropFirst().first ?? "")
    else {
      throw failure("\(name) (\(program)) does not answer like Python")
    }
    guard lines[1].hasPrefix("3."), minor >= oldest.1 else {
      throw failure("\(name) (\(program)) is Python \(lines[1]), older than 3.\(oldest.1)")
    }
    return Interpreter(path: String(lines[2]), version: String(lines[1]))
  }

  private static func output(
    of program: String, named name: String, _ environment: [String: String]
  ) async throws -> [Substring] {
    let script = """
      import os, sys
      print("koderz")
      print(".".join(map(str, sys.version_info[:3])))
      print(os.path.realpath(sys.executable))
      """
    let variables = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
    do {
      let result = try await Subprocess.run(
        program.contains("/") ? .path(filePath(program)) : .name(program),
        arguments: ["-S", "-E", "-s", "-c", script],
        environment: .custom(Dictionary(variables, uniquingKeysWith: { first, _ in first })),
        output: .string(limit: 1 << 16), error: .discarded)
      try Task.checkCancellation()
      guard result.terminationStatus.isSuccess else {
        throw failure("\(name) (\(program)) ended with \(result.terminationStatus)")
      }
      let lines = result.standardOutput.split(separator: "\n")
      return lines.first == "koderz" ? lines : []
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      throw failure("\(name) (\(program)) cannot be started: \(error)")
    }
  }

  private static func failure(_ what: String) -> InterpreterError {
    InterpreterError(
      description: "\(what); install python3 (3.\(oldest.1) or newer) or set KODERZ_PYTHON to one")
  }
}
