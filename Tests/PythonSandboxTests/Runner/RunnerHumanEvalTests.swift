import Testing

@Suite(
  "HumanEval", .enabled(if: TestData.path("HumanEval.jsonl.gz") != nil, "no data to test with"))
struct RunnerHumanEvalTests {
  @Test func `Every canonical solution passes, exactly split, and every empty body fails`()
    async throws
  {
    let bench = try RunnerBench()
    let problems = try await TestData.humanEval()
    #expect(problems.count == 164)
    let faults = try await bench.faults(of: problems)
    #expect(faults == [])
    #expect(bench.leftovers.isEmpty)
  }
}
