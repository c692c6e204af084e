import CanonicalJSON
import Experiments
import FoundationEssentials
import Subprocess
import Testing

/// The Python programs beside the tests, run by a plain interpreter.
enum PythonScript {
  /// Where the package is.
  static let package = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
  /// The files that the sandbox is made of.
  static let harness = "\(package)/Sources/PythonSandbox/Harness"
  static let interpreter = ProcessInfo.processInfo.environment["KODERZ_PYTHON"] ?? "python3"

  /// Runs a script of `Scripts`; the input is in a file, its last argument.
  ///
  /// Through a pipe it would cost a SIGPIPE where the script has ended before.
  ///
  /// **Shape**: what it printed, as JSON. A script that fails ends the test with what it said.
  static func run(
    _ name: String, _ arguments: [String] = [], input: JSONValue = .null
  ) async throws -> JSONValue {
    let script = "\(package)/Tests/PythonSandboxTests/Scripts/\(name)"
    let file = "/tmp/koderz-script-input-\(UInt64.random(in: 0 ... .max))"
    try Data(input.canonical.utf8).write(to: URL(filePath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    let result = try await Subprocess.run(
      .name("env"), arguments: .init([interpreter, script] + arguments + [file]),
      environment: .inherit.updating(["PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"]),
      input: .none, output: .string(limit: 64 << 20),
      error: .string(limit: 1 << 20))
    #expect(result.terminationStatus.isSuccess, "\(name): \(result.standardError)")
    return try JSONValue(parsing: result.standardOutput)
  }
}

/// Does the same with each of many, two at a time; the results come in the order of the items.
func twoAtATime<Item: Sendable, Result: Sendable>(
  _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Result
) async throws -> [Result] {
  try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    var found: [Int: Result] = [:]
    for (index, item) in items.enumerated() {
      if index >= 2, let (index, result) = try await group.next() { found[index] = result }
      group.addTask { (index, try await body(item)) }
    }
    for try await (index, result) in group { found[index] = result }
    return items.indices.compactMap { found[$0] }
  }
}
