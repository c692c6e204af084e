import CanonicalJSON
import Experiments
import StoreTesting
import TestKit
import Testing

@Suite(.paced)
struct SessionFoldTests {
  @Test func `an attempt at a tip moves the tip forward`() throws {
    var driver = try FoldBuilder.opened()
    try driver.attempt()
    try driver.attempt()
    #expect(try driver.experiment.position.branches == [Branch(name: "main", tip: 2)])
    #expect(try driver.experiment.attempts.map(\.parent) == [0, 1])
  }

  @Test func `an attempt between tips starts main-2 and leaves main where it was`() throws {
    var driver = try FoldBuilder.opened()
    try driver.attempt()
    try driver.attempt()
    try driver.goto(1)
    #expect(try driver.experiment.position.branch == nil)
    try driver.attempt()
    #expect(
      try driver.experiment.position.branches
        == [Branch(name: "main", tip: 2), Branch(name: "main-2", tip: 3)])
    #expect(try driver.experiment.position.branch == "main-2")
  }

  @Test func `going to a tip stands on its branch, the current one first, then the oldest`() throws
  {
    var driver = try FoldBuilder.opened()
    try driver.attempt()
    try driver.verb()
    try driver.append(BranchMade(name: "other", at: 1))
    #expect(try driver.experiment.position.branch == "other")
    try driver.goto(1)
    #expect(try driver.experiment.position.branch == "other")
    try driver.goto(0)
    try driver.goto(1)
    #expect(try driver.experiment.position.branch == "main")
  }

  @Test func `guidance once waits at its place and is used up by the attempt that shows it`() throws
  {
    var driver = try FoldBuilder.opened()
    try driver.attempt()
    try driver.verb()
    try driver.append(
      GuidanceAdded(number: 1, at: 1, scope: .once, text: "mind zero"))
    try driver.goto(0)
    #expect(try driver.experiment.effectiveGuidance(at: Spot(node: 0)).isEmpty == true)
    try driver.goto(1)
    #expect(try driver.experiment.effectiveGuidance(at: Spot(node: 1)).map(\.number) == [1])
  }

  @Test func `a review's guidance holds below until the next review`() throws {
    var driver = try FoldBuilder.opened()
    for number in 1...2 {
      try driver.attempt()
      try driver.verb()
      try driver.append(
        GuidanceAdded(number: number, at: number, scope: .review, text: "r\(number)"))
    }
    try driver.attempt()
    #expect(try driver.experiment.effectiveGuidance(at: Spot(node: 3)).map(\.number) == [2])
    #expect(try driver.experiment.effectiveGuidance(at: Spot(node: 1)).map(\.number) == [1])
  }

  @Test func `undo gives back head and tips but keeps the attempt`() throws {
    var driver = try FoldBuilder.opened()
    try driver.attempt()
    let before = try driver.experiment.position
    try driver.attempt()
    try driver.verb()
    try driver.append(Undone(), ofSession: true)
    #expect(try driver.experiment.position == before)
    #expect(try driver.experiment.attempts.count == 2)
    try driver.attempt()
    #expect(try driver.experiment.attempts.last?.number == 3)
    #expect(try driver.experiment.attempts.last?.parent == 1)
  }

  @Test func `a new verb ends what redo could bring back`() throws {
    var driver = try FoldBuilder.opened()
    try driver.attempt()
    try driver.verb()
    try driver.append(Undone(), ofSession: true)
    #expect(driver.state.history.future.count == 1)
    try driver.attempt()
    #expect(driver.state.history.future.isEmpty)
  }

  @Test func `an event that does not follow is refused`() throws {
    let driver = try FoldBuilder.opened()
    let first = try #require(driver.records.first)
    var state = driver.state
    #expect(throws: EventError.self) { try state.apply(try first.event()) }
  }

  @Test func `a changed payload breaks the chain at its event`() throws {
    var driver = try FoldBuilder.opened()
    try driver.attempt()
    var records = driver.records
    records[4].payload = records[4].payload.replacing("verb 2", with: "verb 3")
    var check = ChainCheck()
    #expect(throws: EventError.self) { for record in records { try check.check(record) } }
    #expect(check.count == 4)
  }

  @Test func `an exported session reads back to the same records`() throws {
    var driver = try FoldBuilder.opened()
    try driver.attempt()
    for record in driver.records {
      let line = SessionFileLine.event(record).jsonLine
      #expect(try SessionFileLine(jsonLine: line) == .event(record))
      #expect(try JSONValue(parsing: line).canonical == line || line.contains("\"hash\""))
    }
  }

  @Test(.serialized, arguments: 0..<60)
  func `any sequence of events: snapshot equals fold, undo-all then redo-all is the identity`(
    seed: UInt64
  ) async throws {
    var random = SeededRandom(seed: seed)
    var driver = try FoldBuilder.opened(format: seed.isMultiple(of: 2) ? 2 : 1)
    for _ in 0..<60 { try Self.something(&driver, &random) }
    try Self.expectSnapshotEqualsFold(driver)
    await Task.yield()
    let before = driver.state
    let depth = driver.state.history.past.count
    for _ in 0..<depth { try driver.append(Undone(), ofSession: true) }
    #expect(driver.state.history.past.isEmpty)
    try Self.expectSnapshotEqualsFold(driver)
    await Task.yield()
    for _ in 0..<depth { try driver.append(Redone(), ofSession: true) }
    #expect(driver.state.experiments == before.experiments)
    #expect(driver.state.settings == before.settings)
    #expect(driver.state.current == before.current)
    try Self.expectSnapshotEqualsFold(driver)
  }

  private static func expectSnapshotEqualsFold(_ driver: FoldBuilder) throws {
    var check = ChainCheck()
    for record in driver.records { try check.check(record) }
    #expect(check.state == driver.state)
    #expect(SessionState(snapshot: driver.state.snapshot()) == driver.state)
  }

  private static func something(
    _ driver: inout FoldBuilder, _ random: inout SeededRandom
  ) throws {
    let count = try driver.experiment.attempts.count
    let guidance = try driver.experiment.guidance.count
    let head = try driver.experiment.position.head
    switch Int.random(in: 0..<9, using: &random) {
    case 0, 1, 2:
      try driver.attempt(Bool.random(using: &random) ? .wrong : .pass, passed: 1)
    case 3: try driver.goto(Int.random(in: 0...count, using: &random))
    case 4:
      try driver.verb()
      let name = "b\(driver.records.count)"
      try driver.append(
        BranchMade(name: name, at: Int.random(in: 0...count, using: &random)))
    case 5:
      try driver.verb()
      let scope: GuidanceScope = [.once, .sticky, .review][Int.random(in: 0..<3, using: &random)]
      try driver.append(
        GuidanceAdded(number: guidance + 1, at: head, scope: scope, text: "t"))
    case 6 where guidance > 0:
      try driver.verb()
      try driver.append(
        GuidanceDropped(number: Int.random(in: 1...guidance, using: &random)))
    case 7:
      try driver.verb()
      try driver.append(SettingChanged(name: "coder", value: "m\(count)"), ofSession: true)
    case 8 where !driver.state.history.past.isEmpty:
      try driver.verb()
      try driver.append(Undone(), ofSession: true)
    default:
      try driver.verb()
      try driver.append(BookmarkSet(name: "here", number: head))
    }
  }
}
