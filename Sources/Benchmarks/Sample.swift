import CanonicalJSON
import Experiments

/// One line of a samples file, as human-eval (`completion`) or evalplus (`solution`) writes it.
///
/// **Source**: https://github.com/openai/human-eval, https://github.com/evalplus/evalplus
struct Sample: Sendable {
  /// What a line gives, under the name of its member.
  enum Code: Sendable {
    /// Continues the prompt.
    case completion(String)
    /// Stands alone.
    case solution(String)
    /// A raw answer to take the code from.
    case response(String)
  }

  var taskID: String
  var code: Code
  /// The line's own names for itself, handed through.
  var names: SampleNames

  /// Reads a line.
  ///
  /// With `raw`, `response` comes first; a line that has none is read as without it. Of `solution`
  /// and `completion` the former counts.
  ///
  /// - Throws: `SampleError` in words for a person.
  init(parsing line: String, raw: Bool) throws(SampleError) {
    let document: JSONValue
    do {
      document = try JSONValue(parsing: line)
    } catch {
      throw SampleError(reason: error.description)
    }
    names = SampleNames(document)
    guard let taskID = document["task_id"]?.stringValue else {
      throw SampleError(reason: "no task_id", names: names)
    }
    self.taskID = taskID
    if raw, let text = document["response"]?.stringValue {
      code = .response(text)
    } else if let text = document["solution"]?.stringValue {
      code = .solution(text)
    } else if let text = document["completion"]?.stringValue {
      code = .completion(text)
    } else {
      let wanted = raw ? "response, completion or solution" : "completion or solution"
      let hint = raw || document["response"] == nil ? "" : "; --raw reads response"
      throw SampleError(reason: "no \(wanted)\(hint)", taskID: taskID, names: names)
    }
  }
}

/// What a line calls itself; the output line says the same.
struct SampleNames: Sendable {
  /// koderz's own `id`.
  var id: JSONValue?
  /// evalplus's `_identifier`.
  var identifier: JSONValue?

  init(_ document: JSONValue) {
    id = document["id"]
    identifier = document["_identifier"]
  }

  /// As members of an output line.
  func add(to members: inout [String: JSONValue]) {
    members["id"] = id
    members["_identifier"] = identifier
  }
}

/// Why a line is not a sample, with what could be read of it.
struct SampleError: Error {
  var reason: String
  var taskID: String?
  var names: SampleNames?
}
