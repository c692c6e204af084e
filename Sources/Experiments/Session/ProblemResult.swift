package import CanonicalJSON

/// What one session came to on one problem: what comparisons across sessions need, without its events.
///
/// It is a projection of the fold and never says more: a store that lost it gets it back by folding.
package struct ProblemResult: Sendable, Hashable {
  package var taskID: String
  /// The problem's text and its tests: two sessions worked on the very same problem when both agree.
  package var prompt: ContentHash
  package var tests: ContentHash
  /// The model of every attempt; nil when there were several, or none.
  package var model: String?
  /// Whether that model also made every other call, without help.
  package var isOneModelAlone: Bool
  package var attempts: Int
  /// Attempts of models that passed; what a person wrote counts for none.
  package var passed: Int
  /// What the first of those had been shown; nil while none passed.
  package var exposure: Exposure?
  /// The sum of the calls whose cost is known.
  package var cost: Money
  /// Calls whose cost is not known.
  package var unpricedCalls: Int
  package var inputTokens: Int
  package var outputTokens: Int
  /// Time of the model calls in milliseconds.
  package var modelMs: Int
  /// Wall time of the tests in milliseconds.
  package var testMs: Int
  /// The event of the session up to which all of this holds.
  package var lastOrdinal: Int

  package init(
    taskID: String,
    prompt: ContentHash,
    tests: ContentHash,
    model: String?,
    isOneModelAlone: Bool,
    attempts: Int,
    passed: Int,
    exposure: Exposure?,
    cost: Money,
    unpricedCalls: Int,
    inputTokens: Int,
    outputTokens: Int,
    modelMs: Int,
    testMs: Int,
    lastOrdinal: Int
  ) {
    self.taskID = taskID
    self.prompt = prompt
    self.tests = tests
    self.model = model
    self.isOneModelAlone = isOneModelAlone
    self.attempts = attempts
    self.passed = passed
    self.exposure = exposure
    self.cost = cost
    self.unpricedCalls = unpricedCalls
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.modelMs = modelMs
    self.testMs = testMs
    self.lastOrdinal = lastOrdinal
  }

  /// The result of an experiment as the fold up to the event `lastOrdinal` has it.
  package init(of experiment: Experiment, lastOrdinal: Int) {
    let totals = experiment.ledger.total()
    let asked = Set(experiment.ledger.entries.keys.map(\.model))
    let model = Self.onlyModel(of: experiment.attempts)
    self.init(
      taskID: experiment.taskID, prompt: experiment.problem.prompt,
      tests: experiment.problem.tests, model: model,
      isOneModelAlone: model.map { asked == [$0] } ?? false,
      attempts: experiment.attempts.count,
      passed: experiment.attempts.count { $0.isPass && !$0.isByHand },
      exposure: experiment.firstModelPass?.exposure, cost: totals.cost,
      unpricedCalls: totals.unpriced, inputTokens: totals.inputTokens,
      outputTokens: totals.outputTokens, modelMs: totals.modelMs,
      testMs: experiment.attempts.reduce(0) { $0.addingClamped($1.testMs) },
      lastOrdinal: lastOrdinal)
  }

  private static func onlyModel(of attempts: [Attempt]) -> String? {
    guard let model = attempts.first?.model, attempts.allSatisfy({ $0.model == model }) else {
      return nil
    }
    return model.isEmpty ? nil : model
  }

  /// Whether an attempt passed.
  package var isSolved: Bool { passed > 0 }

  /// The whole cost; nil when that of a call is not known.
  package var knownCost: Money? { unpricedCalls == 0 ? cost : nil }

  /// Whether an experiment is of the very same problem: the same text and the same tests.
  package func isOfSameProblem(as experiment: Experiment) -> Bool {
    prompt == experiment.problem.prompt && tests == experiment.problem.tests
  }
}

extension SessionState {
  /// The result of every problem, in the order the problems were opened.
  package var results: [ProblemResult] { results(of: order) }

  /// The results of some problems; those that were not opened are missing.
  package func results(of taskIDs: some Sequence<String>) -> [ProblemResult] {
    taskIDs.compactMap { experiments[$0] }.map {
      ProblemResult(of: $0, lastOrdinal: lastOrdinal)
    }
  }
}
