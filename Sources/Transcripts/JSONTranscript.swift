import CanonicalJSON
import Experiments
package import Runs

/// A session as one JSON document, for programs.
///
/// **Shape**: `{"session":{…},"events":[…],"summary":{…}}`. Events are as they are stored, except
/// that a hash naming a text stands as `{"hash":"…","text":"…"}`, and secrets are redacted.
package enum JSONTranscript: TranscriptFormat {
  package static let fileExtension = "json"

  /// The whole document in canonical JSON with a newline at its end.
  ///
  /// - Throws: `EncodingError` when an event holds a number that JSON cannot.
  package static func document(_ input: TranscriptInput) throws -> String {
    let value: JSONValue = [
      "session": session(input),
      "events": .array(try input.events.map { try event($0, input.texts) }),
      "summary": summary(input),
    ]
    return value.redacted.canonical + "\n"
  }

  private static func session(_ input: TranscriptInput) -> JSONValue {
    [
      "name": .string(input.state.name), "koderz": .string(input.koderz),
      "events": .integer(input.events.count), "lastHash": .string(input.state.lastHash.hex),
    ]
  }

  private static func event(_ event: Event, _ texts: [ContentHash: String]) throws -> JSONValue {
    var members: [String: JSONValue] = [
      "ordinal": .integer(event.ordinal), "previous": .string(event.previous.hex),
      "hash": .string(event.hash.hex), "kind": .string(event.kind.rawValue),
      "at": .string(event.at.description),
      "payload": try JSONValue(encoding: event.payload).inlining(texts),
    ]
    members["experiment"] = event.experiment.map(JSONValue.string)
    members["parent"] = event.parent.map(JSONValue.integer)
    return .object(members)
  }

  private static func summary(_ input: TranscriptInput) -> JSONValue {
    [
      "problems": .array(input.experiments.map(summary)),
      "total": totals(input.ledger.total()),
    ]
  }

  private static func summary(of experiment: Experiment) -> JSONValue {
    var members: [String: JSONValue] = [
      "taskID": .string(experiment.taskID), "isSolved": .bool(experiment.firstModelPass != nil),
      "attempts": .integer(experiment.attempts.count),
      "guidance": .integer(experiment.guidance.count { $0.scope != .review }),
      "reviews": .integer(experiment.reviews.count), "infra": .integer(experiment.infraCount),
      "head": .string("@\(experiment.position.head)"),
      "results": .array(experiment.attempts.map(result)),
      "total": totals(experiment.ledger.total()),
    ]
    members["solvedBy"] = experiment.firstModelPass.map { .string("@\($0.number)") }
    return .object(members)
  }

  private static func result(of attempt: Attempt) -> JSONValue {
    [
      "node": .string("@\(attempt.number)"), "parent": .string("@\(attempt.parent)"),
      "outcome": .string(attempt.outcome.rawValue), "passed": .integer(attempt.passed),
      "total": .integer(attempt.total), "exposure": .string(attempt.exposure.rawValue),
    ]
  }

  private static func totals(_ totals: Ledger.Totals) -> JSONValue {
    [
      "calls": .integer(totals.calls), "inputTokens": .integer(totals.inputTokens),
      "outputTokens": .integer(totals.outputTokens), "modelMs": .integer(totals.modelMs),
      "costNanoUSD": .integer(totals.cost.nanoUSD), "unpricedCalls": .integer(totals.unpriced),
    ]
  }
}

extension JSONValue {
  /// With every hash of a known text replaced by the hash and the text.
  fileprivate func inlining(_ texts: [ContentHash: String]) -> JSONValue {
    switch self {
    case .string(let value):
      guard let hash = ContentHash(hex: value), let text = texts[hash] else { return self }
      return ["hash": .string(value), "text": .string(text)]
    case .array(let elements): return .array(elements.map { $0.inlining(texts) })
    case .object(let members): return .object(members.mapValues { $0.inlining(texts) })
    case .null, .bool, .integer, .number: return self
    }
  }

  fileprivate var redacted: JSONValue {
    switch self {
    case .string(let text): .string(SecretScan.redact(text))
    case .array(let elements): .array(elements.map(\.redacted))
    case .object(let members): .object(members.mapValues(\.redacted))
    case .null, .bool, .integer, .number: self
    }
  }
}
