import CanonicalJSON
import Experiments
import Glibc
import TerminalTesting
import TestKit
import Testing

/// A session survives its process: what was printed as done is stored.
///
/// `KODERZ_KILL_ROUNDS=200 swift test --filter KillTests` is the full run.
@Suite(.paced)
struct KillTests {
  static let rounds = getenv("KODERZ_KILL_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 6

  @Test(arguments: 1...rounds)
  func `every verdict printed before kill -9 is stored, and the next start goes on`(
    seed: Int
  ) async throws {
    var random = SeededRandom(seed: UInt64(seed))
    let problem = Int.random(in: 1...19, using: &random)
    let lab = Lab()
    let script = lab.file(
      "steps.kz",
      ["set cpu-limit 0.2", "models use coder sim:0.3:\(seed)", "use starter/\(problem)"]
        + Array(repeating: "step --anyway", count: 500))
    let program = try lab.start(["--session", "killed", "--json", "-x", script])
    let verdicts = Int.random(in: 0...12, using: &random)
    let isRunning = try await program.read {
      $0.split(separator: "\n").count { $0.contains("\"event\":\"verdict\"") } >= verdicts
    }
    #expect(isRunning)
    try await program.run(for: .microseconds(Int.random(in: 0...40_000, using: &random)))
    try await program.kill9()
    #expect(try await program.status() == 128 + SIGKILL)

    let printed = try Self.verdicts(program.output)
    // A choice that was printed is stored as well: only one that was not is made again.
    let isChosen = program.output.contains("\"event\":\"role\"")
    let choice = isChosen ? "models" : "models use coder sim:0.3:\(seed)"
    let after = try await lab.run([
      "--session", "killed", "--json", "-e", "session verify", "-e", choice, "-e",
      "use starter/\(problem)",
      "-e", "log --all", "-e", "step --anyway", "-e", "session verify",
    ])
    #expect(after.status == 0, "\(after.error)")
    #expect(try after.records("verified").count == 2)
    let stored = try after.records("attempt").map {
      words($0, "node", "outcome", "passed", "total")
    }
    #expect(printed.count >= verdicts)
    #expect(Array(stored.reversed().prefix(printed.count)) == printed)
    // At most the attempt that was under way is stored and not printed.
    #expect(stored.count <= printed.count + 1)
    let next = try after.records("verdict").map { words($0, "node") }
    #expect(next == ["@\(stored.count + 1)"])
  }

  /// The verdicts of complete lines, the first attempt first.
  private static func verdicts(_ output: String) throws -> [String] {
    let complete = output[..<(output.lastIndex(of: "\n") ?? output.startIndex)]
    return try jsonLines(String(complete)).filter { $0["event"] == "verdict" }
      .map { words($0, "node", "outcome", "passed", "total") }
  }
}
