import CanonicalJSON
import Experiments

/// Judges a model by its answer to the shortest question that only a model which is well can answer;
/// does no I/O.
struct ShortCompletion: Sendable {
  let model: ServedModel

  /// How long the model has; one that has to be brought into memory first is given longer.
  var limit: Duration { model.isLoaded ? .seconds(10) : .seconds(60) }

  /// The model as its answer shows it: only text that it wrote makes it responsive.
  func judged(_ answer: ServerProbe.Answer, milliseconds: Int) -> ServedModel {
    var judged = model
    judged.milliseconds = milliseconds
    if let value = answer.value, value["error"] == nil {
      let isText = texts(value).contains { !$0.isEmpty }
      judged.health = isText ? .responsive : .failing
      judged.error = isText ? "" : "the answer is empty"
    } else if case .late = answer, !model.isLoaded {
      judged.health = .loading
      judged.error = answer.complaint
    } else {
      judged.health = .failing
      judged.error = answer.isFine ? "its answer is no completion" : answer.complaint
    }
    return judged
  }

  /// What was written and thought.
  private func texts(_ value: JSONValue) -> [String] {
    let message = value["message"] ?? value["choices"]?.arrayValue?.first?["message"]
    return ["content", "thinking", "reasoning_content", "reasoning"]
      .compactMap { message?[$0]?.stringValue }
  }
}
