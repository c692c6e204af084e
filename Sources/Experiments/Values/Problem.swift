/// The public part of a benchmark item: what a model is asked to write, and nothing that answers it.
///
/// The tests and the canonical solution are its gold, which is a type of the target `Judging`.
/// Providers, prompts and transcripts do not depend on that target, so they cannot name it.
package struct Problem: Sendable, Hashable {
  /// The benchmark's own identifier, such as `HumanEval/32`.
  package var taskID: String
  /// The text a completion continues: imports, helpers, the signature and its docstring.
  package var prompt: String
  /// The function the tests call.
  package var entryPoint: String
  /// A word such as `easy` when the data set grades its problems.
  package var difficulty: String?
  /// Free labels of the data set, in its order.
  package var tags: [String]
  /// Who judges what is submitted for it.
  package var judge: JudgeName

  package init(
    taskID: String,
    prompt: String,
    entryPoint: String,
    difficulty: String? = nil,
    tags: [String] = [],
    judge: JudgeName = .check
  ) {
    self.taskID = taskID
    self.prompt = prompt
    self.entryPoint = entryPoint
    self.difficulty = difficulty
    self.tags = tags
    self.judge = judge
  }
}
