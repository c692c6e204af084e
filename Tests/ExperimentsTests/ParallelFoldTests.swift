import CanonicalJSON
import Experiments
import StoreTesting
import TestKit
import Testing

/// Work of several callers in one chain of events.
@Suite(.paced)
struct ParallelFoldTests {
  private static let root = Spot(node: 0)

  @Test func `several attempts in the making at one place end in any order`() throws {
    var fold = try FoldBuilder.opened()
    fold.endVerb()
    let requests = try (0..<3).map { try fold.request(at: Self.root, sample: $0) }
    var candidates: [Int: Int] = [:]
    for sample in [2, 0, 1] {
      candidates[sample] = try fold.answer(requests[sample], sample: sample, at: 0)
    }
    for sample in [1, 2, 0] { try fold.judge(candidates[sample] ?? 0, at: 0, on: nil) }
    let experiment = try fold.experiment
    #expect(experiment.attempts.map(\.parent) == [0, 0, 0])
    #expect(experiment.attempts.map(\.request) == [requests[1], requests[2], requests[0]])
    #expect(experiment.position.drafts.isEmpty)
    // One sample of many moves neither head nor branch.
    #expect(experiment.position.head == 0)
    #expect(experiment.position.branches == [Branch(name: "main", tip: 0)])
  }

  @Test func `each sample has a number of its own, also of those under way`() throws {
    var fold = try FoldBuilder.opened()
    let hash = ContentHash(of: "request at @0")
    #expect(try fold.experiment.nextSample(of: hash) == 0)
    let first = try fold.request(at: Self.root, sample: 0)
    #expect(try fold.experiment.nextSample(of: hash) == 1)
    _ = try fold.request(at: Self.root, sample: 1)
    _ = try fold.answer(first, sample: 0, at: 0)
    #expect(try fold.experiment.nextSample(of: hash) == 2)
  }

  @Test func `the head goes along only when it is there`() throws {
    var fold = try FoldBuilder.opened()
    try fold.attempt()
    try fold.goto(0)
    // Another caller goes on with main, where the head is no longer.
    try fold.attempt(.wrong, at: Spot(node: 1), on: "main")
    let position = try fold.experiment.position
    #expect(position.head == 0)
    #expect(position.branches == [Branch(name: "main", tip: 2)])
  }

  @Test func `two branches at one attempt: the head stays on its own`() throws {
    var fold = try FoldBuilder.opened()
    try fold.verb()
    try fold.append(BranchMade(name: "A", at: 0))
    try fold.verb()
    try fold.append(BranchMade(name: "B", at: 0, stays: true))
    #expect(try fold.experiment.position.branch == "A")
    try fold.attempt(.wrong, at: Spot(node: 0, branch: "B"), on: "B")
    let position = try fold.experiment.position
    #expect(position.head == 0)
    #expect(position.branch == "A")
    #expect(position.branches.map(\.tip) == [0, 0, 1])
  }

  @Test func `undo takes back one line's doing, though another's came in between`() throws {
    var fold = try FoldBuilder.opened()
    try fold.verb()
    let first = fold.last
    try fold.append(BookmarkSet(name: "one", number: 0))
    try fold.verb()
    try fold.append(SettingChanged(name: "coder", value: "m"), ofSession: true)
    fold.resume(verb: first)
    try fold.append(BookmarkSet(name: "two", number: 0))
    try fold.undo()
    #expect(fold.state.settings.isEmpty)
    #expect(try fold.experiment.position.bookmarks == ["one": 0, "two": 0])
    try fold.undo()
    #expect(try fold.experiment.position.bookmarks.isEmpty)
  }

  @Test func `the doing of no line is not undone`() throws {
    var fold = try FoldBuilder.opened()
    let depth = fold.state.history.past.count
    fold.endVerb()
    try fold.append(BookmarkSet(name: "batch", number: 0))
    #expect(fold.state.history.past.count == depth)
  }

  @Test func `an answer to no request, and a second verdict, are refused`() throws {
    var fold = try FoldBuilder.opened()
    #expect(throws: EventError.self) { _ = try fold.answer(1, at: 0) }
    let request = try fold.request(at: Self.root)
    let candidate = try fold.answer(request, at: 0)
    #expect(throws: EventError.self) { _ = try fold.answer(request, at: 0) }
    try fold.judge(candidate, at: 0, on: "main")
    #expect(throws: EventError.self) { try fold.judge(candidate, at: 0, on: "main") }
  }

  @Test func `a branch moves on from its tip only`() throws {
    var fold = try FoldBuilder.opened()
    try fold.attempt()
    let request = try fold.request(at: Self.root)
    let candidate = try fold.answer(request, at: 0)
    #expect(throws: EventError.self) { try fold.judge(candidate, at: 0, on: "main") }
    try fold.judge(candidate, at: 0, on: "main-2")
    #expect(try fold.experiment.position.branches.map(\.name) == ["main", "main-2"])
  }

  @Test func `a session of a newer format is refused by name`() throws {
    let error = #expect(throws: EventError.self) {
      _ = try FoldBuilder.opened(format: SessionState.newestFormat + 1)
    }
    #expect(error?.message.contains("newer koderz") == true)
  }

  @Test func `version 1: a second request at a place takes the place of the first`() throws {
    var fold = try FoldBuilder.opened(format: 1)
    _ = try fold.request(at: Self.root)
    let second = try fold.request(at: Self.root)
    #expect(try fold.experiment.position.drafts.keys.sorted() == [second])
    let candidate = try fold.answer(second, at: 0)
    try fold.judge(candidate, at: 0, on: nil)
    #expect(try fold.experiment.position.head == 1)
    #expect(try fold.experiment.position.branches == [Branch(name: "main", tip: 1)])
  }

  @Test func `version 1: verbs are told apart by the commands between them`() throws {
    var fold = try FoldBuilder.opened(format: 1)
    try fold.verb()
    try fold.append(BookmarkSet(name: "one", number: 0))
    try fold.append(BookmarkSet(name: "two", number: 0))
    try fold.undo()
    #expect(try fold.experiment.position.bookmarks.isEmpty)
  }
}
