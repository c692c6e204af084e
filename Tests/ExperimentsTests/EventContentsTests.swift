import Experiments
import StoreTesting
import Testing

/// What every kind of event keeps: a name of its own, and a place in the state that is undone with it.
@Suite
struct EventContentsTests {
  /// A kind's name is stored in every session: it may never change, and no kind may go.
  static let stored = [
    "bookmark", "branch-made", "cancelled", "candidate", "command", "completion",
    "guidance-added", "guidance-dropped", "halted", "head-moved", "infra", "note",
    "problem-chosen", "problem-opened", "prompt-edited", "redone", "request", "retest", "review",
    "session-renamed", "session-started", "setting-changed", "spec-chosen", "spec-made", "undone",
    "verdict",
  ]

  @Test func `kinds have names of their own, and the stored ones stay`() {
    let names = EventContents.all.map { $0.kind.rawValue }
    #expect(Set(names).count == names.count)
    #expect(Set(Self.stored).isSubset(of: names))
  }

  @Test func `parts of the state have names of their own`() {
    let parts = EventContents.all.compactMap { $0.part?.name }
    #expect(Set(parts).count == parts.count)
  }
}
