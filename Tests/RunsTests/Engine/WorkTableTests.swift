import Experiments
import Runs
import Testing

@Suite
struct WorkTableTests {
  private static let since = Timestamp(milliseconds: 1_795_255_351_512)
  private static let main = Place(taskID: "T/1", node: 2, branch: "main")

  private static func work(_ need: Work.Need, scope: Int? = nil) -> Work {
    Work("step", needing: need, since: since, scope: scope)
  }

  /// A need, another, and whether work of the second may begin while the first runs.
  static let pairs: [(Work.Need, Work.Need, Bool)] = [
    (.nothing, .nothing, true),
    (.nothing, .line(main), true),
    (.line(main), .nothing, true),
    (.line(main), .line(main), false),
    // The same branch, further on.
    (.line(main), .line(Place(taskID: "T/1", node: 5, branch: "main")), false),
    // Another branch that ends at the same attempt.
    (.line(main), .line(Place(taskID: "T/1", node: 2, branch: "other")), true),
    (.line(main), .line(Place(taskID: "T/2", node: 2, branch: "main")), true),
    (.line(Place(taskID: "T/1", node: 1)), .line(Place(taskID: "T/1", node: 1)), false),
    (.line(Place(taskID: "T/1", node: 1)), .line(Place(taskID: "T/1", node: 2)), true),
    (.session, .nothing, false),
    (.nothing, .session, false),
    (.line(main), .session, false),
    (.session, .session, false),
  ]

  @Test(arguments: pairs)
  func `what may begin beside what`(
    running: Work.Need, wanted: Work.Need, isAllowed: Bool
  ) throws {
    var table = WorkTable()
    let id = try table.begin(Self.work(running))
    if isAllowed {
      _ = try table.begin(Self.work(wanted))
    } else {
      #expect(throws: WorkbenchError.self) { try table.begin(Self.work(wanted)) }
      table.end(id)
      _ = try table.begin(Self.work(wanted))
    }
  }

  @Test func `the refusal says what runs, where and since when`() throws {
    var table = WorkTable()
    _ = try table.begin(Self.work(.line(Self.main)))
    let error = try #require(throws: WorkbenchError.self) {
      try table.begin(Self.work(.line(Self.main)))
    }
    #expect(error.kind == .busy)
    #expect(
      error.message
        == "(busy) step cannot start: step at @2 of T/1 on main has been running since \(Self.since)"
    )
  }

  @Test func `what a line does inside itself is not in its own way`() throws {
    var table = WorkTable()
    _ = try table.begin(Self.work(.line(Self.main), scope: 7))
    _ = try table.begin(Self.work(.line(Self.main), scope: 7))
    _ = try table.begin(Self.work(.session, scope: 7))
    #expect(throws: WorkbenchError.self) {
      try table.begin(Self.work(.line(Self.main), scope: 8))
    }
  }

  @Test func `work that moved to another line frees the one it left`() throws {
    var table = WorkTable()
    let between = Place(taskID: "T/1", node: 1)
    let id = try table.begin(Self.work(.line(between)))
    table.move(id, to: Place(taskID: "T/1", node: 4, branch: "main-2"))
    _ = try table.begin(Self.work(.line(between)))
    #expect(throws: WorkbenchError.self) {
      try table.begin(Self.work(.line(Place(taskID: "T/1", node: 4, branch: "main-2"))))
    }
  }
}
