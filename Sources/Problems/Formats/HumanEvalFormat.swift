package import CanonicalJSON
import Experiments
package import Judging

/// HumanEval's format: `task_id`, `prompt`, `entry_point`, `test`.
///
/// `canonical_solution`, `difficulty` (a word) and `tags` (a list of words) may be missing.
///
/// **Source**: https://github.com/openai/human-eval
package enum HumanEvalFormat: ProblemFormat {
  package static let name = "HumanEval"

  /// Whether at least two of the fields that set this format apart are there.
  package static func recognizes(_ record: JSONValue) -> Bool {
    ["prompt", "entry_point", "test"].count { record[$0] != nil } >= 2
  }

  package static func problem(
    from record: JSONValue
  ) throws(RecordError) -> BenchmarkProblem {
    BenchmarkProblem(
      Problem(
        taskID: try record.text("task_id"), prompt: try record.text("prompt"),
        entryPoint: try record.pythonName("entry_point"),
        difficulty: try record.optionalText("difficulty"), tags: try record.texts("tags")),
      gold: Gold(
        tests: try record.text("test"),
        canonicalSolution: try record.optionalText("canonical_solution") ?? ""))
  }
}
