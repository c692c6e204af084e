import Experiments
import Judging
import Problems
import TestKit
import Testing

@Suite struct `BigCodeBench's format` {
  @Test(arguments: [
    #""['numpy', 'os.path']""#, #"["['numpy', 'os.path']"]"#, #"["numpy", "os.path"]"#,
  ])
  func `Every field arrives, the libraries as tags`(_ libraries: String) throws {
    let load = try ProblemFile.load(
      Array(Self.line(#","libs":\#(libraries)"#).utf8), name: "b")
    #expect(load.defects.isEmpty)
    #expect(
      load.problems == [
        BenchmarkProblem(
          Problem(
            taskID: "B/1", prompt: "def f():\n", entryPoint: "f", tags: ["numpy", "os.path"],
            judge: .unittest),
          gold: Gold(tests: "import unittest", canonicalSolution: "    return 1\n"))
      ])
  }

  @Test(arguments: [
    (
      #"{"task_id":"B","complete_prompt":"p","entry_point":"f g","test":"t"}"#,
      "entry_point is no name of a Python function"
    ),
    (#"{"task_id":"B","complete_prompt":"p","entry_point":"f"}"#, "test is missing"),
    (
      #"{"task_id":"B","complete_prompt":"","entry_point":"f","test":"t"}"#,
      "complete_prompt is empty"
    ),
    (
      #"{"task_id":"B","complete_prompt":"p","entry_point":"f","test":"t","libs":3}"#,
      "libs is a number, not a list"
    ),
  ])
  func `A line that is no problem says why`(_ line: String, _ reason: String) throws {
    let load = try ProblemFile.load(Array(line.utf8), name: "b")
    #expect(load.problems.isEmpty)
    #expect(load.defects.map(\.reason) == [reason])
  }

  @Test(arguments: 0..<6)
  func `Changed and cut files never trap and lose no line`(_ seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let line = Array(Self.line(#","libs":"['numpy', 'os']""#).utf8)
    for _ in 0..<300 {
      var bytes = Array(line.prefix(Int.random(in: 1...line.count, using: &random)))
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        bytes[.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
      }
      guard let load = try? ProblemFile.load(bytes, name: "b") else { continue }
      let filled = bytes.split(separator: 0x0A).filter { $0.contains { $0 > 0x20 } }
      #expect(load.problems.count + load.defects.count == filled.count)
    }
  }

  private static func line(_ more: String) -> String {
    #"{"task_id":"B/1","complete_prompt":"def f():\n","prompt":"other","entry_point":"f","#
      + #""test":"import unittest","canonical_solution":"    return 1\n"\#(more)}"#
  }
}
