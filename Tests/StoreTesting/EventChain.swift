package import CanonicalJSON
package import Experiments

/// Makes events that follow one another, a second apart, as a session would hold them.
package struct EventChain: Sendable {
  package private(set) var ordinal = 0
  package private(set) var lastHash = ContentHash.none
  package private(set) var at: Timestamp

  package init(at: Timestamp = Timestamp(milliseconds: 1_795_255_200_000)) { self.at = at }

  /// The next event.
  ///
  /// - Throws: `EncodingError` when the payload holds a number that JSON cannot.
  package mutating func next(
    _ payload: any EventContent,
    experiment: String? = nil,
    parent: Int? = nil,
    command: Int? = nil
  ) throws -> EventRecord {
    let record = try EventRecord(
      sealing: EventDraft(payload, experiment: experiment, parent: parent, command: command),
      ordinal: ordinal + 1, previous: lastHash, at: at)
    ordinal += 1
    lastHash = record.hash
    at.milliseconds += 1000
    return record
  }

  /// A sound session of so many events: its start, then notes.
  ///
  /// - Throws: `EncodingError`, never for these payloads.
  package mutating func session(count: Int) throws -> [EventRecord] {
    try (0..<count).map { index in
      guard ordinal > 0 else {
        return try next(SessionStarted(name: "sample", koderz: "0.0.0"))
      }
      return try next(NoteAdded(text: "note \(index) – “naïve” 🦊"))
    }
  }
}

extension SpecMade {
  /// A spec for a problem, by the text it would have.
  package static func sample(_ taskID: String, text: String, key: String) -> SpecMade {
    SpecMade(
      number: 1, taskID: taskID, text: ContentHash(of: text), key: ContentHash(of: key),
      model: "sim:1", template: "spec", origin: .model, tokens: 12, cost: nil)
  }
}
