package import CanonicalJSON

/// A problem entered the session; its texts are stored by content.
package struct ProblemOpened: EventContent {
  package static let kind: EventKind = "problem-opened"
  package var taskID: String
  package var entryPoint: String
  package var prompt: ContentHash
  package var tests: ContentHash
  package var canonicalSolution: ContentHash
  package var difficulty: String?
  package var tags: [String]
  /// The name of its judge; nil for `check`, as all events had it before there were others.
  package var testStyle: JudgeName?
  /// What its judge needs besides, by name; nil for nothing.
  package var materials: [String: ContentHash]?

  /// The event of a problem whose gold has the texts with these hashes.
  package init(
    _ problem: Problem, tests: ContentHash, canonicalSolution: ContentHash,
    materials: [String: ContentHash] = [:]
  ) {
    taskID = problem.taskID
    entryPoint = problem.entryPoint
    prompt = ContentHash(of: problem.prompt)
    self.tests = tests
    self.canonicalSolution = canonicalSolution
    difficulty = problem.difficulty
    tags = problem.tags
    testStyle = problem.judge == .check ? nil : problem.judge
    self.materials = materials.isEmpty ? nil : materials
  }

  /// The texts that the store holds for it: prompt, tests, canonical solution, then the materials by
  /// name.
  package var textHashes: [ContentHash] {
    let rest = (materials ?? [:]).sorted { $0.key < $1.key }.map(\.value)
    return [prompt, tests, canonicalSolution] + rest
  }

  /// The public part of the problem, whose prompt is `prompt`.
  package func problem(prompt: String) -> Problem {
    Problem(
      taskID: taskID, prompt: prompt, entryPoint: entryPoint, difficulty: difficulty, tags: tags,
      judge: testStyle ?? .check)
  }

  package var changesResult: Bool { true }

  package func apply(to state: inout SessionState, _ event: Event) {
    guard state.experiments[taskID] == nil else { return }
    state.experiments[taskID] = Experiment(problem: self, format: state.format)
    state.order.append(taskID)
  }
}
