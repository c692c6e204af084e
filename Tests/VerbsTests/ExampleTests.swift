import CommandLines
import Experiments
import Presentation
import Problems
import Testing
import TestKit
import Verbs
import WorkbenchTesting

/// What help shows can be typed: every example runs, in a session that has what examples name.
@Suite(.paced)
struct ExampleTests {
  static let examples = VerbRegistry.all.flatMap { verb in verb.examples.map { (verb.name, $0) } }

  @Test func `every verb has two examples at least, and each begins with it`() throws {
    for verb in VerbRegistry.all {
      #expect(verb.examples.count >= 2, "\(verb.name)")
      for example in verb.examples where !example.hasPrefix("!") {
        let words = try CommandLineSplitter.split(example).commands.flatMap(\.words)
        let verbs = words.compactMap { try? VerbTable.verb(for: $0).name }
        #expect(verbs.contains(verb.name), "\(example)")
      }
    }
  }

  @Test(arguments: examples)
  func `an example does what it says`(verb: String, example: String) async throws {
    let bench = try await Self.prepared()
    do {
      try await bench.run(example)
    } catch is QuitRequest {
      #expect(verb == "quit")
    }
  }

  @Test(arguments: HelpTopics.all.filter { !$0.examples.isEmpty }.map(\.name))
  func `the lines of a topic run, one after the other`(name: String) async throws {
    let topic = try #require(HelpTopics.all.first { $0.name == name })
    let bench = try await Self.prepared()
    for line in topic.examples {
      do {
        try await bench.run(line)
      } catch {
        Issue.record("\(line): \(error)")
      }
    }
  }

  /// A session on `Starter/1` with six failed attempts, a branch, specs, guidance, a bookmark, aliases
  /// and something to redo; another session; and every file that an example reads.
  private static func prepared() async throws -> Bench {
    let judge = JudgeRunner { job, emit in
      try await emit("{}")
      return JudgeRunner.Report(lines: ["\(job.problems.problems.count) problems"])
    }
    let bench = try Bench(judge: judge, shell: { _ in 0 }, pipe: { _, _ in 0 })
    for (path, text) in files { try bench.files.files.write(path, Array(text.utf8)) }
    try await bench.useHopelessCoder(answers: 40)
    try await bench.run(
      "load HumanEval.jsonl", "load starter", "session new lab", "use starter/2",
      "session export lab.jsonl", "session new mine", "use starter/1",
      "set coder recorded:/hopeless.jsonl", "set spec-model sim:0.5", "set reviewer sim:0.5",
      "set max-iterations 10",
      "spec",
      "spec make --fresh", "step 6", "fork numbers @2", "goto @6", "bookmark start @1",
      "guide mind the gap", "alias try \"step --anyway; why\"", "alias hint 'guide $*'",
      "every 40 info", "goto @5", "goto @6", "undo", "undo",
      "problems trim_readings")
    return bench
  }

  private static let problem =
    #"{"task_id":"HumanEval/32","prompt":"def find_zero(xs):\n","entry_point":"find_zero","#
    + #""canonical_solution":"    return 0\n","test":"def check(candidate):\n    assert candidate([1]) == 0\n"}"#

  private static let files = [
    "HumanEval.jsonl": problem, "data/HumanEval.jsonl": problem, "data/starter.jsonl": problem,
    "better.py": "def trim_readings(a, b, c):\n    return 1\n",
    "sessions/first-steps.kz": "list\n", "tolerance.kz": "# none\ninfo\n",
  ]
}
