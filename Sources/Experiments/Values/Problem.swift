/// A benchmark item: what a model is asked to write and the tests that judge it.
package struct Problem: Sendable, Hashable, Codable {
  /// The benchmark's own identifier, such as `HumanEval/32`.
  package var taskID: String
  /// The text a completion continues: imports, helpers, the signature and its docstring.
  package var prompt: String
  /// The function the tests call.
  package var entryPoint: String
  /// Python source that defines `check(candidate)`.
  package var tests: String
  /// The body that continues `prompt` and passes; empty when the data set has none.
  package var canonicalSolution: String
  /// A word such as `easy` when the data set grades its problems.
  package var difficulty: String?
  /// Free labels of the data set, in its order.
  package var tags: [String]

  package init(
    taskID: String,
    prompt: String,
    entryPoint: String,
    tests: String,
    canonicalSolution: String,
    difficulty: String? = nil,
    tags: [String] = []
  ) {
    self.taskID = taskID
    self.prompt = prompt
    self.entryPoint = entryPoint
    self.tests = tests
    self.canonicalSolution = canonicalSolution
    self.difficulty = difficulty
    self.tags = tags
  }
}
