import Experiments
import Judging

/// A problem and its gold written as one.
extension BenchmarkProblem {
  init(
    taskID: String, prompt: String, entryPoint: String, tests: String, canonicalSolution: String,
    judge: JudgeName = .check
  ) {
    self.init(
      Problem(taskID: taskID, prompt: prompt, entryPoint: entryPoint, judge: judge),
      gold: Gold(tests: tests, canonicalSolution: canonicalSolution))
  }

  var prompt: String { problem.prompt }
  var entryPoint: String { problem.entryPoint }
  var canonicalCode: String { problem.prompt + gold.canonicalSolution }
}
