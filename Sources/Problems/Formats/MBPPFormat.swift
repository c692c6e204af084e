package import CanonicalJSON
import Experiments
package import Judging

/// MBPP's format: `task_id` (a number), `text` or `prompt`, `code`, `test_list`.
///
/// `test_imports` (a list of statements) and `test_setup_code` may be missing. The prompt is made of
/// the signature in `code` with the text as its docstring; the canonical solution is the body, and
/// behind it the imports, constants and helpers that `code` holds besides. Only what the signature
/// or the tests need of those is in the prompt.
///
/// **Source**: https://github.com/google-research/google-research/tree/master/mbpp
package enum MBPPFormat: ProblemFormat {
  package static let name = "MBPP"

  /// Whether the two fields that set this format apart are there.
  package static func recognizes(_ record: JSONValue) -> Bool {
    record["code"] != nil && record["test_list"] != nil
  }

  package static func problem(
    from record: JSONValue
  ) throws(RecordError) -> BenchmarkProblem {
    let assertions = try record.texts("test_list").map { PythonLines($0) }
    guard !assertions.isEmpty else { throw RecordError("test_list is empty") }
    let outline = PythonOutline(try record.text("code"))
    let (place, function) = try entryPoint(of: outline, assertions)
    let setup =
      try record.texts("test_imports") + [try record.optionalText("test_setup_code") ?? ""]
    let tests = MBPPTests(
      assertions: assertions, setup: setup.filter { $0.contains { !$0.isWhitespace } },
      outline: outline, entry: place)
    let named = function.namesInHeader.union(tests.definitionsNeeded)
    let shown = outline.needed(by: named, besides: place)
    let hidden = outline.statements.indices.filter { $0 != place && !shown.contains($0) }
    let text = try record.text(record["text"] == nil ? "prompt" : "text")
    return BenchmarkProblem(
      Problem(
        taskID: try taskID(record),
        prompt: shown.map { outline.statements[$0].source + "\n\n\n" }.joined()
          + "\(function.header)\n\(docstring(text))",
        entryPoint: outline.statements[place].function ?? "",
        difficulty: try record.optionalText("difficulty"), tags: try record.texts("tags"),
        judge: .testList),
      gold: Gold(
        tests: tests.assertionLines,
        canonicalSolution: function.body
          + hidden.map { "\n\n\(outline.statements[$0].source)\n" }.joined(),
        materials: tests.setupLines.isEmpty ? [:] : ["setup": tests.setupLines]))
  }

  private static func taskID(_ record: JSONValue) throws(RecordError) -> String {
    if case .integer(let number)? = record["task_id"] { return "Mbpp/\(number)" }
    return try record.text("task_id")
  }

  /// The function that most assertions call; of several the last.
  private static func entryPoint(
    of outline: PythonOutline, _ assertions: [PythonLines]
  ) throws(RecordError) -> (place: Int, PythonDefinition) {
    let mentioned = assertions.map { Set($0.lines.mentioned) }
    let found = outline.statements.enumerated().compactMap { place, statement in
      statement.definition.map { definition in
        let name = statement.function ?? ""
        return (calls: mentioned.count { $0.contains(name) }, place: place, definition)
      }
    }
    guard let best = found.max(by: { ($0.calls, $0.place) < ($1.calls, $1.place) }), best.calls > 0
    else { throw RecordError("code defines no function that test_list calls") }
    return (best.place, best.2)
  }

  /// The text between triple quotes, indented by four and wrapped at 79 columns.
  private static func docstring(_ text: String) -> String {
    let escaped = text.trimmingWhitespace().replacing("\\", with: "\\\\")
      .replacing("\"\"\"", with: "\\\"\\\"\\\"")
    var lines = escaped.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { wrapped($0) }
    lines[0] = "\"\"\"" + lines[0]
    if lines.count == 1, !escaped.hasSuffix("\"") {
      lines[0] += "\"\"\""
    } else {
      lines.append("\"\"\"")
    }
    return lines.map { ($0.isEmpty ? "" : "    " + $0) + "\n" }.joined()
  }

  private static func wrapped(_ line: Substring) -> [String] {
    var lines = [""]
    for word in line.split(whereSeparator: \.isWhitespace) {
      let current = lines[lines.count - 1]
      if current.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if current.count + 1 + word.count <= 72 {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

/// MBPP's assertions as they are written, and what has to run before them.
private struct MBPPTests {
  var assertions: [PythonLines]
  var setup: [String]
  var outline: PythonOutline
  /// The entry point's place in the outline.
  var entry: Int

  /// Modules that assertions use without an import: the layout without `test_imports` has lost it.
  private static let modules = [
    "cmath", "collections", "datetime", "decimal", "fractions", "itertools", "math", "random", "re",
    "string", "sys",
  ]

  private var mentioned: Set<String> { Set(assertions.flatMap(\.lines.mentioned)) }

  /// The statements of `code` that the assertions need; never the function they judge.
  private var needed: [PythonStatement] {
    outline.needed(by: mentioned, besides: entry).map { outline.statements[$0] }
  }

  /// The names of functions, classes and constants of `code` that the assertions use themselves.
  var definitionsNeeded: Set<String> {
    needed.filter { !$0.isImport }.reduce(into: []) { $0.formUnion($1.bound) }
  }

  /// The assertions, one below the other.
  var assertionLines: String {
    assertions.flatMap(\.lines).map { $0.text + "\n" }.joined()
  }

  /// Imports and definitions that the assertions need; empty when they need none.
  var setupLines: String {
    let given = setup + needed.map(\.source)
    let bound = (setup.flatMap { PythonOutline($0).statements } + needed)
      .reduce(into: Set<String>()) { $0.formUnion($1.bound) }
    let lost = Self.modules.filter { mentioned.contains($0) && !bound.contains($0) }
    return (lost.map { "import \($0)" } + given).map { $0 + "\n" }.joined()
  }
}
