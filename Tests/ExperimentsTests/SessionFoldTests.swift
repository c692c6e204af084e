import Experiments
import TestKit
import Testing

/// Builds sessions event by event, as the workbench does.
struct FoldDriver {
  var state = SessionState()
  var records: [EventRecord] = []
  var line = 0

  mutating func append(_ payload: Payload, _ experiment: String? = "T/1") throws {
    let record = try EventRecord(
      sealing: EventDraft(payload, experiment: experiment), ordinal: records.count + 1,
      previous: records.last?.hash ?? .none, at: Timestamp(milliseconds: 1000 * records.count))
    try state.apply(try record.event())
    records.append(record)
  }

  mutating func verb() throws {
    line += 1
    try append(.command(CommandRun(line: "verb \(line)")), nil)
  }

  var experiment: Experiment? { state.experiments["T/1"] }

  static func opened() throws -> FoldDriver {
    var driver = FoldDriver()
    try driver.append(.sessionStarted(SessionStarted(name: "test", koderz: "0")), nil)
    try driver.verb()
    let problem = Problem(taskID: "T/1", prompt: "def f():", entryPoint: "f")
    try driver.append(
      .problemOpened(
        ProblemOpened(
          problem, tests: ContentHash(of: "t"), canonicalSolution: ContentHash(of: ""))))
    try driver.append(.problemChosen(ProblemChosen(taskID: "T/1")))
    return driver
  }

  /// One attempt by hand at the head.
  mutating func attempt(_ outcome: Outcome = .wrong, passed: Int = 0) throws {
    try verb()
    let head = experiment?.position.head ?? 0
    let number = (experiment?.attempts.count ?? 0) + 1
    try append(
      .candidate(
        CandidateExtracted(
          at: head, code: ContentHash(of: "code \(number)"), form: .definition, origin: "by hand",
          isByHand: true)))
    let verdict = Verdict(outcome: outcome, passed: passed, total: 4, results: "pfff")
    try append(.verdict(VerdictGiven(number: number, at: head, verdict: verdict)))
  }

  mutating func goto(_ number: Int) throws {
    try verb()
    try append(.headMoved(HeadMoved(to: number)))
  }
}

@Suite(.paced)
struct SessionFoldTests {
  @Test func `an attempt at a tip moves the tip forward`() throws {
    var driver = try FoldDriver.opened()
    try driver.attempt()
    try driver.attempt()
    #expect(driver.experiment?.position.branches == [Branch(name: "main", tip: 2)])
    #expect(driver.experiment?.attempts.map(\.parent) == [0, 1])
  }

  @Test func `an attempt between tips starts main-2 and leaves main where it was`() throws {
    var driver = try FoldDriver.opened()
    try driver.attempt()
    try driver.attempt()
    try driver.goto(1)
    #expect(driver.experiment?.position.branch == nil)
    try driver.attempt()
    #expect(
      driver.experiment?.position.branches
        == [Branch(name: "main", tip: 2), Branch(name: "main-2", tip: 3)])
    #expect(driver.experiment?.position.branch == "main-2")
  }

  @Test func `going to a tip stands on its branch, the current one first, then the oldest`() throws
  {
    var driver = try FoldDriver.opened()
    try driver.attempt()
    try driver.verb()
    try driver.append(.branchMade(BranchMade(name: "other", at: 1)))
    #expect(driver.experiment?.position.branch == "other")
    try driver.goto(1)
    #expect(driver.experiment?.position.branch == "other")
    try driver.goto(0)
    try driver.goto(1)
    #expect(driver.experiment?.position.branch == "main")
  }

  @Test func `guidance once waits at its place and is used up by the attempt that shows it`() throws
  {
    var driver = try FoldDriver.opened()
    try driver.attempt()
    try driver.verb()
    try driver.append(
      .guidanceAdded(GuidanceAdded(number: 1, at: 1, scope: .once, text: "mind zero")))
    try driver.goto(0)
    #expect(driver.experiment?.effectiveGuidance(at: 0).isEmpty == true)
    try driver.goto(1)
    #expect(driver.experiment?.effectiveGuidance(at: 1).map(\.number) == [1])
  }

  @Test func `a review's guidance holds below until the next review`() throws {
    var driver = try FoldDriver.opened()
    for number in 1...2 {
      try driver.attempt()
      try driver.verb()
      try driver.append(
        .guidanceAdded(
          GuidanceAdded(number: number, at: number, scope: .review, text: "r\(number)")))
    }
    try driver.attempt()
    #expect(driver.experiment?.effectiveGuidance(at: 3).map(\.number) == [2])
    #expect(driver.experiment?.effectiveGuidance(at: 1).map(\.number) == [1])
  }

  @Test func `undo gives back head and tips but keeps the attempt`() throws {
    var driver = try FoldDriver.opened()
    try driver.attempt()
    let before = driver.experiment?.position
    try driver.attempt()
    try driver.verb()
    try driver.append(.undone(Undone()), nil)
    #expect(driver.experiment?.position == before)
    #expect(driver.experiment?.attempts.count == 2)
    try driver.attempt()
    #expect(driver.experiment?.attempts.last?.number == 3)
    #expect(driver.experiment?.attempts.last?.parent == 1)
  }

  @Test func `a new verb ends what redo could bring back`() throws {
    var driver = try FoldDriver.opened()
    try driver.attempt()
    try driver.verb()
    try driver.append(.undone(Undone()), nil)
    #expect(driver.state.history.future.count == 1)
    try driver.attempt()
    #expect(driver.state.history.future.isEmpty)
  }

  @Test func `an event that does not follow is refused`() throws {
    var driver = try FoldDriver.opened()
    let first = try #require(driver.records.first)
    #expect(throws: EventError.self) { try driver.state.apply(try first.event()) }
  }

  @Test func `a changed payload breaks the chain at its event`() throws {
    var driver = try FoldDriver.opened()
    try driver.attempt()
    var records = driver.records
    records[4].payload = records[4].payload.replacing("verb 2", with: "verb 3")
    var check = ChainCheck()
    #expect(throws: EventError.self) { for record in records { try check.check(record) } }
    #expect(check.count == 4)
  }

  @Test func `an exported session reads back to the same records`() throws {
    var driver = try FoldDriver.opened()
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
    var driver = try FoldDriver.opened()
    for _ in 0..<60 { try Self.something(&driver, &random) }
    try Self.expectSnapshotEqualsFold(driver)
    await Task.yield()
    let before = driver.state
    let depth = driver.state.history.past.count
    for _ in 0..<depth { try driver.append(.undone(Undone()), nil) }
    #expect(driver.state.history.past.isEmpty)
    try Self.expectSnapshotEqualsFold(driver)
    await Task.yield()
    for _ in 0..<depth { try driver.append(.redone(Redone()), nil) }
    #expect(driver.state.experiments == before.experiments)
    #expect(driver.state.settings == before.settings)
    #expect(driver.state.current == before.current)
    try Self.expectSnapshotEqualsFold(driver)
  }

  private static func expectSnapshotEqualsFold(_ driver: FoldDriver) throws {
    var check = ChainCheck()
    for record in driver.records { try check.check(record) }
    #expect(check.state == driver.state)
    #expect(SessionState(snapshot: driver.state.snapshot()) == driver.state)
  }

  private static func something(
    _ driver: inout FoldDriver, _ random: inout SeededRandom
  ) throws {
    let count = driver.experiment?.attempts.count ?? 0
    let guidance = driver.experiment?.guidance.count ?? 0
    let head = driver.experiment?.position.head ?? 0
    switch Int.random(in: 0..<9, using: &random) {
    case 0, 1, 2:
      try driver.attempt(Bool.random(using: &random) ? .wrong : .pass, passed: 1)
    case 3: try driver.goto(Int.random(in: 0...count, using: &random))
    case 4:
      try driver.verb()
      let name = "b\(driver.records.count)"
      try driver.append(
        .branchMade(BranchMade(name: name, at: Int.random(in: 0...count, using: &random))))
    case 5:
      try driver.verb()
      let scope: GuidanceScope = [.once, .sticky, .review][Int.random(in: 0..<3, using: &random)]
      try driver.append(
        .guidanceAdded(GuidanceAdded(number: guidance + 1, at: head, scope: scope, text: "t")))
    case 6 where guidance > 0:
      try driver.verb()
      try driver.append(
        .guidanceDropped(GuidanceDropped(number: Int.random(in: 1...guidance, using: &random))))
    case 7:
      try driver.verb()
      try driver.append(.settingChanged(SettingChanged(name: "coder", value: "m\(count)")), nil)
    case 8 where !driver.state.history.past.isEmpty:
      try driver.verb()
      try driver.append(.undone(Undone()), nil)
    default:
      try driver.verb()
      try driver.append(.bookmark(BookmarkSet(name: "here", number: head)))
    }
  }
}
