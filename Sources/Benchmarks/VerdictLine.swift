import CanonicalJSON
import Experiments

/// One line of a batch's output.
enum VerdictLine {
  /// The verdict on a sample.
  ///
  /// **Shape**: `task_id`, `index` (of the problem's samples, from 0), `outcome`, `passed` and
  /// `total` (counts of assertions), `failure` (the first, or null), `wallMs`, `cpuMs`,
  /// `peakMemoryBytes`, `layers`, `split`, `proof`, `candidate` (where the code was found); where
  /// there are any, also `message`, `exception`, `python` (the version), `pythonHash` (of the
  /// executable), `undefinedNames` (name, line, column) and the sample's `id` and `_identifier`.
  static func verdict(
    _ verdict: Verdict, taskID: String, index: Int, candidate: String, names: SampleNames
  ) -> String {
    var members: [String: JSONValue] = [
      "task_id": .string(taskID),
      "index": .integer(index),
      "outcome": .string(verdict.outcome.rawValue),
      "passed": .integer(verdict.passed),
      "total": .integer(verdict.total),
      "failure": verdict.failures.first.map(failure) ?? .null,
      "wallMs": .number(rounded(verdict.wallMs)),
      "cpuMs": .number(rounded(verdict.cpuMs)),
      "peakMemoryBytes": .integer(verdict.peakMemoryBytes),
      "layers": .array(verdict.layers.map(JSONValue.string)),
      "split": .string(verdict.split),
      "proof": .string((verdict.proof ?? .separate).rawValue),
      "candidate": .string(candidate),
    ]
    names.add(to: &members)
    if !verdict.python.isEmpty { members["python"] = .string(verdict.python) }
    if !verdict.message.isEmpty { members["message"] = .string(verdict.message) }
    members["pythonHash"] = verdict.pythonHash.map(JSONValue.string)
    members["undefinedNames"] = verdict.undefinedNames.map { .array($0.map(undefined)) }
    members["exception"] = verdict.exception.map(exception)
    return JSONValue.object(members).canonical
  }

  /// A line that could not be judged; `line` counts from 1.
  static func unreadable(_ error: SampleError, line: Int) -> String {
    var members: [String: JSONValue] = ["line": .integer(line), "error": .string(error.reason)]
    members["task_id"] = error.taskID.map(JSONValue.string)
    error.names?.add(to: &members)
    return JSONValue.object(members).canonical
  }

  private static func failure(_ failure: AssertionFailure) -> JSONValue {
    [
      "expression": .string(failure.expression),
      "call": text(failure.call),
      "expected": text(failure.expected),
      "got": text(failure.got),
      "difference": text(failure.difference),
      "line": failure.line.map(JSONValue.integer) ?? .null,
      "message": .string(failure.message),
    ]
  }

  private static func undefined(_ name: UndefinedName) -> JSONValue {
    ["name": .string(name.name), "line": .integer(name.line), "column": .integer(name.column)]
  }

  private static func exception(_ exception: ExceptionReport) -> JSONValue {
    [
      "type": .string(exception.type),
      "message": .string(exception.message),
      "line": exception.frames.last.map { .integer($0.line) } ?? .null,
    ]
  }

  private static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  private static func rounded(_ milliseconds: Double) -> Double {
    (milliseconds * 100).rounded() / 100
  }
}
