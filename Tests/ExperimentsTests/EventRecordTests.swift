import CanonicalJSON
import Experiments
import Testing

@Suite struct `An event's record` {
  private static let at = Timestamp(milliseconds: 1_795_255_200_000)

  private func record(command: Int?) throws -> EventRecord {
    try EventRecord(
      sealing: EventDraft(
        NoteAdded(text: "hm"), experiment: "starter/2", parent: 3, command: command),
      ordinal: 7, previous: ContentHash(of: "before"), at: Self.at)
  }

  @Test func `without a command is what it was before there were any`() throws {
    let record = try record(command: nil)
    #expect(
      record.canonicalRest == """
        {"at":"2026-11-21T10:00:00.000Z","experiment":"starter/2","kind":"note","ordinal":7,\
        "parent":3,"payload":{"text":"hm"}}
        """)
  }

  @Test func `names its command between time and experiment, and is hashed with it`() throws {
    let record = try record(command: 5)
    #expect(
      record.canonicalRest == """
        {"at":"2026-11-21T10:00:00.000Z","command":5,"experiment":"starter/2","kind":"note",\
        "ordinal":7,"parent":3,"payload":{"text":"hm"}}
        """)
    #expect(try JSONValue(parsing: record.canonicalRest).canonical == record.canonicalRest)
    #expect(record.hash != (try self.record(command: nil).hash))
    #expect(try record.event().command == 5)
  }

  @Test(arguments: [nil, 5]) func `reads back from an exported line`(command: Int?) throws {
    let record = try record(command: command)
    let line = try SessionFileLine(jsonLine: SessionFileLine.event(record).jsonLine)
    #expect(line == .event(record))
    guard case .event(let read) = line else { return }
    #expect(read.computedHash == record.hash)
    #expect(read.command == command)
  }
}
