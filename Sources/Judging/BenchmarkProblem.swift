package import CanonicalJSON
package import Experiments

/// A benchmark item whole, as a file of problems holds it: what is asked, and what answers it.
package struct BenchmarkProblem: Sendable, Hashable {
  package var problem: Problem
  package var gold: Gold

  package init(_ problem: Problem, gold: Gold) {
    self.problem = problem
    self.gold = gold
  }

  /// The benchmark's own identifier, such as `HumanEval/32`.
  package var taskID: String { problem.taskID }

  /// The canonical solution as a submission: the prompt, continued by its body.
  package var canonicalSubmission: Submission {
    .source(problem.prompt + gold.canonicalSolution)
  }
}

extension ProblemOpened {
  /// The event that a problem leaves in a session; `BenchmarkProblem.texts` are stored with it.
  package init(_ whole: BenchmarkProblem) {
    self.init(
      whole.problem, tests: ContentHash(of: whole.gold.tests),
      canonicalSolution: ContentHash(of: whole.gold.canonicalSolution),
      materials: whole.gold.materials.mapValues { ContentHash(of: $0) })
  }
}

extension BenchmarkProblem {
  /// The texts that `ProblemOpened` names.
  package var texts: [String] { [problem.prompt] + gold.texts }

  /// A problem that a session opened, from its event and the store's texts.
  ///
  /// - Throws: what `text` throws, as for a text that the store lacks.
  package init(
    _ opened: ProblemOpened, isolation: isolated (any Actor)? = #isolation,
    text: (ContentHash) async throws -> String
  ) async throws {
    var materials: [String: String] = [:]
    for (name, hash) in opened.materials ?? [:] { materials[name] = try await text(hash) }
    self.init(
      opened.problem(prompt: try await text(opened.prompt)),
      gold: Gold(
        tests: try await text(opened.tests),
        canonicalSolution: try await text(opened.canonicalSolution), materials: materials))
  }
}
