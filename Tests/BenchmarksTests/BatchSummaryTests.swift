import Benchmarks
import Experiments
import Statistics
import Testing

@Suite("What a file of samples amounts to")
struct BatchSummaryTests {
  @Test func `The rate is the mean over problems, without what failed on our side`() {
    var summary = BatchSummary()
    for (taskID, outcomes) in [
      ("a", [Outcome.pass, .pass, .wrong, .timeout]), ("b", [.pass, .infra]), ("c", [.infra]),
    ] {
      for outcome in outcomes { summary.add(outcome, taskID: taskID) }
    }
    #expect(summary.passAtK(1) == 0.75)
    #expect(summary.passAtK(2) == nil)
    #expect(summary.count == 7)
    #expect(summary.failedRuns == 2)
    #expect("\(summary)".contains("pass@1 75.0 %"))
    #expect("\(summary)".contains("infra 2"))
  }

  @Test func `The summary has every figure that the samples allow`() {
    var summary = BatchSummary(problems: 6)
    for (taskID, passed) in [("a", 0), ("b", 2), ("c", 5), ("d", 10)] {
      for sample in 0..<10 { summary.add(sample < passed ? .pass : .wrong, taskID: taskID) }
    }
    for line in [3, 9, 12, 40] {
      summary.addUnreadable(line: line, taskID: line == 9 ? "x" : nil, reason: "no task_id")
    }
    #expect(summary.rates.map(\.k) == [1, 5, 10])
    #expect(
      "\(summary)" == """
        40 judged, 17 passed, 4 problems
        pass 17 · wrong 23
        pass@1 42.5 % (95 %, by problem: 11.4–81.0 % by Wilson, 10.0–80.0 % by bootstrap)
        pass@5 69.3 % (95 %, by problem: 24.9–99.8 % by bootstrap)
        pass@10 75.0 % (95 %, by problem: 25.0–100.0 % by bootstrap)
        bootstrap: 10000 resamples of the problems, percentile, seed 1
        2 of 6 problems without samples
        4 lines could not be judged
          line 3: no task_id
          line 9 (x): no task_id
          line 12: no task_id
          …
        """)
  }

  @Test func `One sample per problem gives no bootstrap`() {
    var summary = BatchSummary(problems: 2)
    summary.add(.pass, taskID: "a")
    summary.add(.wrong, taskID: "b")
    #expect(summary.rates.map(\.bootstrap) == [nil])
    #expect(!"\(summary)".contains("bootstrap"))
    #expect(!"\(summary)".contains("without samples"))
  }

  @Test func `A problem whose every run failed on our side has samples, but no rate`() {
    var summary = BatchSummary(problems: 1)
    summary.add(.infra, taskID: "a")
    #expect(summary.problemsWithoutSamples == 0)
    #expect(summary.rates.isEmpty)
  }
}
