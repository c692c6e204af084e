import Experiments
import Glibc
import Runs
import Shell
import Testing
import TestKit
import WorkbenchTesting

/// Seeded sequences of verbs over the simulator; `KODERZ_SEQUENCES=2000` runs the full count.
@Suite(.paced)
struct RandomSequenceTests {
  static let count = UInt64(getenv("KODERZ_SEQUENCES").map { String(cString: $0) } ?? "") ?? 60

  @Test(.serialized, arguments: 0..<count)
  func
    `any sequence leaves a state that is the fold of its events, and undo-all then redo-all is the identity`(
      seed: UInt64
    ) async throws
  {
    var random = SeededRandom(seed: seed)
    let bench = try Bench()
    try await bench.run(
      "use \(1 + seed % 5)", "set coder sim:0.3:\(seed)", "set reviewer sim:0.5",
      "set spec-model sim:0.5")
    for _ in 0..<14 {
      do {
        try await bench.shell.run(Self.line(&random))
      } catch is WorkbenchError {
        continue
      } catch is ProviderError {
        continue
      }
    }
    _ = try await bench.session.verify()
    let before = await bench.session.state
    let depth = before.history.past.count
    for _ in 0..<depth { try await bench.run("undo") }
    for _ in 0..<depth { try await bench.run("redo") }
    let after = await bench.session.state
    #expect(after.experiments == before.experiments)
    #expect(after.settings == before.settings)
    #expect(after.current == before.current)
    _ = try await bench.session.verify()
  }

  private static func line(_ random: inout SeededRandom) -> String {
    let number = Int.random(in: 0...6, using: &random)
    let lines = [
      "step", "step --anyway", "step 2 --anyway", "stepi --anyway", "next --anyway", "retry",
      "retry 2", "goto @\(number)", "goto @~1", "fork b\(Int.random(in: 0...99, using: &random))",
      "guide mind \(number)", "guide --sticky keep \(number)", "guide --drop g1", "undo", "undo",
      "redo", "edit code", "edit prompt", "spec", "spec make --fresh", "spec use s1", "spec none",
      "review", "bookmark mark", "goto mark", "test", "set feedback class",
      "set temperature 0.\(number)",
      "unset temperature", "use \(1 + number)", "note so", "why", "diff @1 @2", "tree", "log",
      "replay", "rerun @1..@2", "continue 3 --anyway", "x prompt", "preview", "cost", "list",
      "nonsense", "goto @99", "problems", "next-problem",
    ]
    return lines[Int.random(in: 0..<lines.count, using: &random)]
  }
}
