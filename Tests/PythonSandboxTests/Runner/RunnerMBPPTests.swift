import Testing

@Suite(
  "MBPP", .enabled(if: TestData.path("mbpp-sanitized-427.jsonl") != nil, "no data to test with"))
struct RunnerMBPPTests {
  @Test func `Every canonical solution passes, exactly split, and every empty body fails`()
    async throws
  {
    let bench = try RunnerBench()
    let problems = try TestData.mbpp()
    #expect(problems.count == 427)
    let faults = try await bench.faults(of: problems)
    #expect(faults == [])
    #expect(bench.leftovers.isEmpty)
  }
}
