import Experiments
import Judging
import Testing

@Suite struct `Judging error` {
  private enum Patches: JudgeKind {
    static let name = JudgeName(rawValue: "patches")
    static let forms: Set<Submission.Form> = [.patch, .files]
    static let unit = "test"
    static func count(in tests: String) -> Int { 0 }
  }

  private static let judges: [any JudgeKind.Type] = [Patches.self]
  private static func problem(_ judge: String) -> Problem {
    Problem(taskID: "A/1", prompt: "", entryPoint: "f", judge: JudgeName(rawValue: judge))
  }

  @Test func `A judge that is there and takes the form is found`() throws {
    let judge = try Self.judges.judge(of: Self.problem("patches"), taking: .patch)
    #expect(judge.name == Patches.name)
  }

  @Test func `A judge that is not there is named, with those that are`() throws {
    let error = try #require(throws: JudgingError.self) {
      try Self.judges.judge(of: Self.problem("doctest"), taking: .source)
    }
    #expect(
      error.description
        == "A/1 needs the judge “doctest”, which this koderz does not have; "
        + "use a newer koderz, or a problem for patches")
  }

  @Test func `A form that the judge does not take is refused by its name`() throws {
    let error = try #require(throws: JudgingError.self) {
      try Self.judges.judge(of: Self.problem("patches"), taking: .source)
    }
    #expect(
      error.description
        == "the judge patches does not take the form source; submit files or patch")
  }
}
