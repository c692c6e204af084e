import Experiments
import StoreTesting
import Testing

@testable import Runs

@Suite
struct AppendQueueTests {
  private static let time = Timestamp(milliseconds: 1_795_000_000_000)

  /// A queue on a session whose only problem was opened.
  private func queue() throws -> AppendQueue {
    AppendQueue(try FoldBuilder.opened().state)
  }

  private func bookmark(_ name: String, at number: Int = 0) -> EventDraft {
    EventDraft(BookmarkSet(name: name, number: number), experiment: "T/1")
  }

  @Test func `a batch that does not follow leaves nothing, and those around it are as they were`()
    throws
  {
    var queue = try queue()
    _ = try queue.seal([bookmark("one")], at: Self.time, redact: { $0 })
    let before = queue.ahead
    #expect(throws: EventError.self) {
      try queue.seal(
        [bookmark("two"), bookmark("three", at: 9)], at: Self.time, redact: { $0 })
    }
    #expect(queue.ahead == before)
    let last = try queue.seal([bookmark("four")], at: Self.time, redact: { $0 })
    #expect(last.first?.record.previous == before.lastHash)
    try queue.commit()
    let names = queue.stored.experiments["T/1"]?.position.bookmarks.keys.sorted()
    #expect(names == ["four", "one"])
    #expect(queue.stored == queue.ahead)
  }

  @Test func `what could not be stored is forgotten`() throws {
    var queue = try queue()
    let before = queue.stored
    _ = try queue.seal([bookmark("one")], at: Self.time, redact: { $0 })
    #expect(queue.stored == before)
    queue.abandon()
    #expect(queue.ahead == before)
    #expect(queue.sealed.isEmpty)
    _ = try queue.seal([bookmark("two")], at: Self.time, redact: { $0 })
    try queue.commit()
    #expect(queue.stored.experiments["T/1"]?.position.bookmarks == ["two": 0])
  }

  @Test func `an event may follow the one before it in its batch`() throws {
    var queue = try queue()
    let sealed = try queue.seal(
      [
        bookmark("one"),
        EventDraft(NoteAdded(text: "behind it"), experiment: "T/1", followsPrevious: true),
      ], at: Self.time, redact: { $0 })
    #expect(sealed[1].event.parent == sealed[0].event.ordinal)
    #expect(sealed[1].record.parent == sealed[0].record.ordinal)
  }

  @Test func `what looks like a key is sealed as the mark that stands for it`() throws {
    var queue = try queue()
    let sealed = try queue.seal(
      [EventDraft(NoteAdded(text: "the key is k-1"))], at: Self.time,
      redact: { $0.replacing("k-1", with: "<redacted>") })
    let note = try #require(sealed.first?.event.payload as? NoteAdded)
    #expect(note.text == "the key is <redacted>")
    #expect(sealed.first?.record.computedHash == sealed.first?.event.hash)
  }
}
