import Experiments

/// One line of a samples file.
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
  /// The line's own `id`, handed through.
  var id: JSONValue?

  /// Reads a line.
  ///
  /// With `raw`, `response` comes first; a line that has none is read as without it.
  ///
  /// - Throws: `SampleError` in words for a person.
  init(parsing line: String, raw: Bool) throws(SampleError) {
    let document: JSONValue
    do {
      document = try JSONValue(parsing: line)
    } catch {
      throw SampleError(reason: error.description)
    }
    id = document["id"]
    guard let taskID = document["task_id"]?.stringValue else {
      throw SampleError(reason: "no task_id", id: id)
    }
    self.taskID = taskID
    if raw, let text = document["response"]?.stringValue {
      code = .response(text)
    } else if let text = document["completion"]?.stringValue {
      code = .completion(text)
    } else if let text = document["solution"]?.stringValue {
      code = .solution(text)
    } else {
      let wanted = raw ? "response, completion or solution" : "completion or solution"
      let hint = raw || document["response"] == nil ? "" : "; --raw reads response"
      throw SampleError(reason: "no \(wanted)\(hint)", taskID: taskID, id: id)
    }
  }
}

/// Why a line is not a sample, with what could be read of it.
struct SampleError: Error {
  var reason: String
  var taskID: String?
  var id: JSONValue?
}
