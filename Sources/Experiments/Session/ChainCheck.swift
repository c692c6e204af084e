package import CanonicalJSON

/// Recomputes a session's chain, event by event.
package struct ChainCheck: Sendable {
  package private(set) var count = 0
  package private(set) var lastHash = ContentHash.none
  package private(set) var state = SessionState()

  package init() {}

  /// Takes the next event of the session.
  ///
  /// - Throws: `EventError` when its ordinal, its link, its hash or its payload's spelling is wrong,
  ///   or when the fold refuses it.
  package mutating func check(_ record: EventRecord) throws(EventError) {
    func failure(_ message: String) -> EventError {
      EventError(ordinal: record.ordinal, message: message)
    }
    guard record.ordinal == count + 1 else {
      throw failure("follows #\(count): events are missing")
    }
    guard record.previous == lastHash else { throw failure("does not name the event before it") }
    guard record.computedHash == record.hash else { throw failure("was changed: its hash differs") }
    guard (try? JSONValue(parsing: record.payload))?.canonical == record.payload else {
      throw failure("its payload is not canonical JSON")
    }
    try state.apply(try record.event())
    count += 1
    lastHash = record.hash
  }
}
