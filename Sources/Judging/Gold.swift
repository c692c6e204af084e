/// What answers a problem: for judges, never for the makers of attempts.
package struct Gold: Sendable, Hashable {
  /// What judges a submission, in the form that the problem's judge reads.
  package var tests: String
  /// The body that continues the prompt and passes; empty when the data set has none.
  package var canonicalSolution: String
  /// Further texts that the problem's judge asks for, by name.
  package var materials: [String: String]

  package init(tests: String, canonicalSolution: String, materials: [String: String] = [:]) {
    self.tests = tests
    self.canonicalSolution = canonicalSolution
    self.materials = materials
  }

  /// Every text of it, in the order in which `ProblemOpened` names them.
  package var texts: [String] {
    [tests, canonicalSolution] + materials.sorted { $0.key < $1.key }.map(\.value)
  }
}
