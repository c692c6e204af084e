package import Experiments
import Presentation

/// What a judged file of samples amounts to.
package struct JudgedRecord: ReplyRecord {
  package static let name = "judged"
  package static let summary = "What a file of samples came to; standard error has it in words."
  package static let members = [
    "judged": "verdicts given", "passed": "samples that passed",
    "problems": "problems that the samples could have been for",
    "problemsWithoutSamples": "problems that no verdict is about",
    "outcomes": "verdicts by outcome", "rates": "pass@k, as far as every problem has k samples",
    "unreadable": "lines that could not be judged",
    "unreadableLines": "the first three of them, with the reason",
    "failedRuns": "runs that failed on our side",
  ]

  package var judged: Int
  package var passed: Int
  package var problems: Int
  package var problemsWithoutSamples: Int
  package var outcomes: [OutcomePart]
  package var rates: [PassPart]
  package var unreadable: Int
  package var unreadableLines: [String]
  package var failedRuns: Int

  package init(
    judged: Int, passed: Int, problems: Int, problemsWithoutSamples: Int, outcomes: [OutcomePart],
    rates: [PassPart], unreadable: Int, unreadableLines: [String], failedRuns: Int
  ) {
    self.judged = judged
    self.passed = passed
    self.problems = problems
    self.problemsWithoutSamples = problemsWithoutSamples
    self.outcomes = outcomes
    self.rates = rates
    self.unreadable = unreadable
    self.unreadableLines = unreadableLines
    self.failedRuns = failedRuns
  }
}

/// How many verdicts had an outcome.
package struct OutcomePart: RecordPart {
  package static let members = ["outcome": "the outcome", "count": "verdicts with it"]

  package var outcome: Outcome
  package var count: Int

  package init(outcome: Outcome, count: Int) {
    self.outcome = outcome
    self.count = count
  }
}

/// One pass@k with its intervals.
package struct PassPart: RecordPart {
  package static let members = [
    "k": "samples drawn of each problem", "value": "the mean of the unbiased estimate, 0 to 1",
    "wilson": "95 % interval by Wilson, low and high",
    "bootstrap": "95 % interval by bootstrap over problems, low and high",
  ]

  package var k: Int
  package var value: Double
  package var wilson: [Double]?
  package var bootstrap: [Double]?

  package init(k: Int, value: Double, wilson: [Double]?, bootstrap: [Double]?) {
    self.k = k
    self.value = value
    self.wilson = wilson
    self.bootstrap = bootstrap
  }
}
