import Experiments
import StoreTesting
import Testing

@Suite struct `A problem's result` {
  @Test func `before any attempt names the problem and nothing else`() throws {
    let driver = try FoldBuilder.opened()
    let result = try #require(driver.state.results.first)
    let problem = try driver.experiment.problem
    #expect(result.taskID == "T/1")
    #expect([result.prompt, result.tests] == [problem.prompt, problem.tests])
    #expect(result.model == nil)
    #expect(!result.isOneModelAlone)
    #expect([result.attempts, result.passed, result.modelMs, result.testMs] == [0, 0, 0, 0])
    #expect(result.exposure == nil)
    #expect(result.knownCost == .zero)
    #expect(result.lastOrdinal == driver.state.lastOrdinal)
  }

  @Test func `adds up what its attempts and calls were`() throws {
    var driver = try FoldBuilder.opened()
    try driver.attempt()
    try driver.attempt()
    let experiment = try driver.experiment
    let result = try #require(driver.state.results(of: ["T/1", "T/9"]).first)
    let totals = experiment.ledger.total()
    #expect(driver.state.results(of: ["T/9"]) == [])
    #expect(result.attempts == 2)
    #expect(result.passed == 0)
    #expect(!result.isSolved)
    #expect(result.exposure == nil)
    #expect(experiment.attempts.allSatisfy { $0.isByHand })
    #expect(result.model == nil, "what a person wrote is no model's")
    #expect(!result.isOneModelAlone)
    #expect(
      [result.inputTokens, result.outputTokens] == [totals.inputTokens, totals.outputTokens])
    #expect(result.cost == totals.cost)
    #expect(result.unpricedCalls == totals.unpriced)
    #expect(result.testMs == experiment.attempts.reduce(0) { $0 + $1.testMs })
    #expect(result.isOfSameProblem(as: experiment))
  }
}
