import CanonicalJSON
import Experiments
import Judging
import Testing

@Suite struct `Benchmark problem` {
  private static let whole = BenchmarkProblem(
    Problem(
      taskID: "A/1", prompt: "def f():\n", entryPoint: "f", difficulty: "easy", tags: ["math"]),
    gold: Gold(
      tests: "assert f()", canonicalSolution: "    return 1\n",
      materials: ["setup": "import math", "base": "main"]))

  @Test func `An event of a session of version 1 keeps its bytes`() throws {
    var plain = Self.whole
    plain.gold.materials = [:]
    #expect(
      try JSONValue(encoding: ProblemOpened(plain)).canonical
        == #"{"canonicalSolution":"\#(ContentHash(of: "    return 1\n").hex)","difficulty":"easy","#
        + #""entryPoint":"f","prompt":"\#(ContentHash(of: "def f():\n").hex)","tags":["math"],"#
        + #""taskID":"A/1","tests":"\#(ContentHash(of: "assert f()").hex)"}"#)
  }

  @Test(arguments: ["check", "test_list", "unittest", "of a newer koderz"])
  func `An opened problem names its judge only when it is not check`(_ name: String) throws {
    var whole = Self.whole
    whole.problem.judge = JudgeName(rawValue: name)
    let record = try JSONValue(encoding: ProblemOpened(whole))
    #expect(record["testStyle"] == (name == "check" ? nil : .string(name)))
    let read: ProblemOpened = try record.decoded()
    #expect(read.problem(prompt: whole.problem.prompt) == whole.problem)
  }

  @Test func `A problem comes back from its event and the stored texts`() async throws {
    let opened: ProblemOpened = try JSONValue(encoding: ProblemOpened(Self.whole)).decoded()
    let stored = Dictionary(
      uniqueKeysWithValues: Self.whole.texts.map { (ContentHash(of: $0), $0) })
    #expect(Set(opened.textHashes) == Set(stored.keys))
    let read = try await BenchmarkProblem(opened) { try #require(stored[$0]) }
    #expect(read == Self.whole)
  }

  @Test func `The answer key knows what it was given, by the whole public part`() {
    let key = AnswerKey([Self.whole])
    #expect(key[Self.whole.problem] == Self.whole.gold)
    var other = Self.whole.problem
    other.prompt = "def f(x):\n"
    #expect(key[other] == nil)
  }
}
