package import Experiments

/// HumanEval's format: `task_id`, `prompt`, `entry_point`, `canonical_solution`, `test`.
///
/// `difficulty` and `tags` are read where they are there.
///
/// **Source**: https://github.com/openai/human-eval
package enum HumanEvalFormat: ProblemFormat {
  package static let name = "HumanEval"

  package static func recognizes(_ record: JSONValue) -> Bool {
    record["task_id"] != nil && record["entry_point"] != nil
  }

  package static func problem(from record: JSONValue) throws(RecordError) -> Problem {
    var tags: [String] = []
    for tag in record["tags"]?.arrayValue ?? [] {
      guard let text = tag.stringValue else { throw RecordError("tags holds what is no text") }
      tags.append(text)
    }
    return Problem(
      taskID: try text("task_id", record), prompt: try text("prompt", record),
      entryPoint: try text("entry_point", record), tests: try text("test", record),
      canonicalSolution: try text("canonical_solution", record, mayBeEmpty: true),
      difficulty: record["difficulty"]?.stringValue, tags: tags)
  }

  private static func text(
    _ name: String, _ record: JSONValue, mayBeEmpty: Bool = false
  ) throws(RecordError) -> String {
    guard let value = record[name] else { throw RecordError("\(name) is missing") }
    guard let text = value.stringValue else { throw RecordError("\(name) is not a text") }
    guard mayBeEmpty || !text.allSatisfy(\.isWhitespace) else {
      throw RecordError("\(name) is empty")
    }
    return text
  }
}
