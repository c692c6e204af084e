package import CanonicalJSON
import Experiments
package import Judging

/// BigCodeBench's format: `task_id`, `complete_prompt`, `entry_point`, `test` (unittest classes).
///
/// `canonical_solution` and `libs` (names of packages, which become tags) may be missing.
///
/// **Source**: https://github.com/bigcode-project/bigcodebench
package enum BigCodeBenchFormat: ProblemFormat {
  package static let name = "BigCodeBench"

  /// Whether the field that sets this format apart is there.
  package static func recognizes(_ record: JSONValue) -> Bool { record["complete_prompt"] != nil }

  package static func problem(
    from record: JSONValue
  ) throws(RecordError) -> BenchmarkProblem {
    BenchmarkProblem(
      Problem(
        taskID: try record.text("task_id"), prompt: try record.text("complete_prompt"),
        entryPoint: try record.pythonName("entry_point"),
        difficulty: try record.optionalText("difficulty"), tags: try libraries(record),
        judge: .unittest),
      gold: Gold(
        tests: try record.text("test"),
        canonicalSolution: try record.optionalText("canonical_solution") ?? ""))
  }

  /// The names in `libs`, which is a list, or a Python list as text, or a list of such texts.
  private static func libraries(_ record: JSONValue) throws(RecordError) -> [String] {
    let texts: [String]
    if case .string(let text)? = record["libs"] {
      texts = [text]
    } else {
      texts = try record.texts("libs")
    }
    return texts.flatMap { text in
      text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "-") }
        .map(String.init)
    }
  }
}
