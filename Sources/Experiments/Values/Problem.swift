/// A benchmark item: what a model is asked to write and the tests that judge it.
package struct Problem: Sendable, Hashable, Codable {
  /// How a problem's tests are run.
  package enum TestStyle: String, Sendable, Hashable, Codable, CaseIterable {
    /// The tests define `check(candidate)`, which is called with the entry point.
    case check
    /// The tests define classes of `unittest.TestCase`, which find the entry point by its name.
    case unittest
  }

  /// The benchmark's own identifier, such as `HumanEval/32`.
  package var taskID: String
  /// The text a completion continues: imports, helpers, the signature and its docstring.
  package var prompt: String
  /// The function the tests call.
  package var entryPoint: String
  /// Python source that judges the function, in the way that `testStyle` says.
  package var tests: String
  /// How `tests` are run.
  package var testStyle: TestStyle
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
    tags: [String] = [],
    testStyle: TestStyle = .check
  ) {
    self.taskID = taskID
    self.prompt = prompt
    self.entryPoint = entryPoint
    self.tests = tests
    self.canonicalSolution = canonicalSolution
    self.difficulty = difficulty
    self.tags = tags
    self.testStyle = testStyle
  }
}

extension Problem {
  /// Reads a problem; one that was written before there were test styles has `check`.
  package init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      taskID: try members.decode(String.self, forKey: .taskID),
      prompt: try members.decode(String.self, forKey: .prompt),
      entryPoint: try members.decode(String.self, forKey: .entryPoint),
      tests: try members.decode(String.self, forKey: .tests),
      canonicalSolution: try members.decode(String.self, forKey: .canonicalSolution),
      difficulty: try members.decodeIfPresent(String.self, forKey: .difficulty),
      tags: try members.decode([String].self, forKey: .tags),
      testStyle: try members.decodeIfPresent(TestStyle.self, forKey: .testStyle) ?? .check)
  }
}
