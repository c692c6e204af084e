package import Experiments

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

  package static func problem(from record: JSONValue) throws(RecordError) -> Problem {
    let entryPoint = try record.text("entry_point")
    guard isPythonName(entryPoint) else {
      throw RecordError("entry_point is no name of a Python function")
    }
    return Problem(
      taskID: try record.text("task_id"), prompt: try record.text("prompt"),
      entryPoint: entryPoint, tests: try record.text("test"),
      canonicalSolution: try record.optionalText("canonical_solution") ?? "",
      difficulty: try record.optionalText("difficulty"), tags: try record.texts("tags"))
  }

  private static func isPythonName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    let isPart = { (scalar: Unicode.Scalar) in scalar == "_" || scalar.properties.isXIDContinue }
    return (first == "_" || first.properties.isXIDStart) && text.unicodeScalars.allSatisfy(isPart)
  }
}
