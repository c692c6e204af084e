import Experiments
import Runs
import Testing
import WorkbenchTesting

/// What `save` writes does the same again.
struct SaveTests {
  private static let problem =
    #"{"task_id":"HumanEval/32","prompt":"def find_zero(xs):\n","entry_point":"find_zero","#
    + #""canonical_solution":"    return 0\n","test":"def check(candidate):\n    assert candidate([1]) == 0\n"}"#

  private func bench() throws -> Bench {
    let bench = try Bench()
    try bench.files.files.write("/my set.jsonl", Array(Self.problem.utf8))
    return bench
  }

  @Test func `a saved script loads what was loaded, and does the same again`() async throws {
    let bench = try bench()
    try await bench.run(
      "use starter/1", "load \"/my set.jsonl\"", "load starter", "use he/32",
      "note \"abc\n# def\"", "note <<END\nit's\nEND", "use starter/1", "save /saved.kz")
    let saved = try bench.text("/saved.kz")
    #expect(
      saved == """
        # session test
        use starter/1
        load "/my set.jsonl"
        load starter
        use he/32
        note "abc
        # def"
        note "it's"
        use starter/1

        """)
    let other = try self.bench()
    try other.files.files.write("/saved.kz", Array(saved.utf8))
    try await other.run("source /saved.kz")
    #expect(try await other.commandLines() == bench.commandLines())
    #expect(await other.session.state.noteCount == 2)
  }

  @Test func `each session that turns to a problem names what was loaded, and undo passes over it`()
    async throws
  {
    let bench = try bench()
    try await bench.run("use starter/1", "load \"/my set.jsonl\"", "note a", "use he/32", "undo")
    #expect(await bench.session.state.current == "Starter/1")
    try await bench.run("session new other", "note b", "use he/32")
    #expect(
      try await bench.commandLines() == ["note b", "load \"/my set.jsonl\"", "use he/32"])
  }

  @Test func `to load and look around begins no session`() async throws {
    let bench = try bench()
    try await bench.run("load \"/my set.jsonl\"", "problems")
    #expect(try await bench.store.sessions().isEmpty)
  }
}
