import CanonicalJSON
import Experiments
import TerminalTesting

/// A workspace, a home and an environment of its own for one test, and koderz in them.
///
/// No model server is there: Ollama's address is a port that nobody listens on.
final class Lab {
  /// The folder of the package, which holds `sessions/` and `data/`.
  static let packageRoot = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

  /// Files that go away with the lab.
  let files = TemporaryFiles()
  /// What koderz finds in its environment; a test may change it before it starts koderz.
  var environment: [String: String]
  /// The folder that koderz is started from.
  var folder = packageRoot

  init() {
    let home = files.directory
    environment = [
      "HOME": home, "TMPDIR": home, "XDG_CONFIG_HOME": home + "/config",
      "XDG_STATE_HOME": home + "/state", "XDG_DATA_HOME": home + "/share",
      "OLLAMA_HOST": "127.0.0.1:1", "LANG": "C.UTF-8",
      "PAGER": "cat", "KODERZ_RIGHT_PROMPT": "off",
    ]
  }

  /// The workspace that the runs share; it is made by the first that stores something.
  var workspace: String { files.path(of: "lab") }

  /// Runs koderz in the workspace from the package's folder, and waits for its end.
  func run(_ arguments: [String], input: String = "") async throws -> PipedProgram {
    try await runAnywhere(["--workspace", workspace] + arguments, input: input)
  }

  /// Runs koderz in a workspace that goes away with the run.
  func runOnce(_ arguments: [String], input: String = "") async throws -> PipedProgram {
    try await runAnywhere(["--ephemeral"] + arguments, input: input)
  }

  /// Runs koderz with these arguments and no others.
  func runAnywhere(_ arguments: [String], input: String = "") async throws -> PipedProgram {
    let commandLine = try Lab.commandLine(arguments, in: folder)
    let environment = environment
    return try await PipedProgram.run(
      "/bin/sh", arguments: commandLine, input: input, environment: environment)
  }

  /// Starts koderz in the workspace, with its standard output on a pipe.
  func start(_ arguments: [String]) throws -> RunningProgram {
    try RunningProgram(
      "/bin/sh", arguments: try Lab.commandLine(["--workspace", workspace] + arguments),
      environment: environment)
  }

  /// Starts koderz in the workspace on a terminal, and waits for its prompt.
  func open(_ arguments: [String] = []) async throws -> Terminal {
    let terminal = try Terminal(
      "/bin/sh", arguments: try Lab.commandLine(["--workspace", workspace] + arguments),
      environment: environment, width: 110, height: 40)
    // The server that is not there is reported while the prompt stands already.
    try await terminal.see("connection refused")
    try await terminal.wait(for: "the prompt") { $0.cursorLine.hasSuffix("›") }
    return terminal
  }

  /// Makes a file of these lines; returns its path.
  func file(_ name: String, _ lines: [String]) -> String {
    files.write(lines.map { $0 + "\n" }.joined(), to: name)
    return files.path(of: name)
  }

  /// The shell changes the folder only, and is then koderz itself: same process, same status.
  static func commandLine(
    _ arguments: [String], in folder: String = packageRoot
  ) throws -> [String] {
    ["-c", "cd \"$0\" && exec \"$@\"", folder, try builtProduct("koderz")] + arguments
  }
}

extension PipedProgram {
  /// The lines of standard output, each read as JSON.
  func records() throws -> [JSONValue] { try jsonLines(output) }

  /// The records of one kind.
  func records(_ event: String) throws -> [JSONValue] {
    try records().filter { $0["event"]?.stringValue == event }
  }
}

/// Each line read as JSON.
func jsonLines(_ text: String) throws -> [JSONValue] {
  try text.split(separator: "\n").map { try JSONValue(parsing: $0) }
}

/// Values as a short text, to compare records with: `@1 wrong 4 9`.
func words(_ record: JSONValue, _ members: String...) -> String {
  members.map { name in
    guard let value = record[name] else { return "–" }
    return value.stringValue ?? value.canonical
  }.joined(separator: " ")
}
