import Experiments
import StoreTesting
import Testing

@testable import Presentation

@Suite struct AttemptTreeTests {
  private func drawn(_ session: SessionBuilder, limit: Int? = nil) throws -> String {
    AttemptTree.lines(of: try session.experiment, limit: limit).map(\.plain)
      .joined(separator: "\n")
  }

  @Test func `An experiment without attempts is its root`() throws {
    #expect(try drawn(SessionBuilder()) == "● root    main ◀")
  }

  @Test func `Guidance, reviews, forks and branch names stand where they belong`() throws {
    var session = try SessionBuilder()
    try session.spec("Return half of n.")
    try session.attempt("a", .timeout)
    try session.guide("Newton diverges here. Bracket the root by doubling until the sign changes.")
    try session.attempt("b", .wrong(6))
    try session.fork("tolerance")
    try session.byHand("c", .pass)
    try session.goto(2)
    try session.review("The stopping rule compares x.")
    try session.attempt("d", .pass)
    try session.bookmark("best")
    #expect(
      try drawn(session) == """
        ● root s1
        └─ @1 ✗ 0/8 timeout
           g1 “Newton diverges here. Bracket the root…”
           @2 ✗ 6/8 wrong
           ├─ @3 ✓ 8/8 (by hand)    tolerance
           └─ r1 claude-sonnet-4-5 → g2
              @4 ✓ 8/8              main ★best ◀
        """)
  }

  @Test func `Attempts that saw the same guidance hang below one line`() throws {
    var session = try SessionBuilder()
    try session.attempt("a", .wrong(1))
    try session.guide("look again")
    try session.attempt("b", .wrong(2))
    try session.goto(1)
    try session.guide("and again", .sticky)
    try session.attempt("c", .wrong(3))
    try session.attempt("d", .wrong(4))
    #expect(
      try drawn(session) == """
        ● root
        └─ @1 ✗ 1/8 wrong
           ├─ g1 “look again”
           │  @2 ✗ 2/8 wrong    main
           └─ g2 sticky “and again”
              @3 ✗ 3/8 wrong
              @4 ✗ 4/8 wrong    main-2 ◀
        """)
  }

  @Test func `Guidance that no attempt has seen yet waits at its place`() throws {
    var session = try SessionBuilder()
    try session.attempt("a", .wrong(1))
    try session.guide("look\nagain\u{1B}[31m")
    #expect(
      try drawn(session) == """
        ● root
        └─ @1 ✗ 1/8 wrong    main ◀
           g1 “look again␛[31m” (waiting)
        """)
  }

  @Test func `Another spec than above is named`() throws {
    var session = try SessionBuilder()
    try session.spec("one")
    try session.attempt("a", .wrong(1))
    try session.spec("two")
    try session.attempt("b", .wrong(1))
    #expect(try drawn(session).contains("@2 ✗ 1/8 wrong s2"))
    #expect(try !drawn(session).contains("@1 ✗ 1/8 wrong s1"))
  }

  @Test func `A long run that ended alike is collapsed, up to what stands out`() throws {
    var session = try SessionBuilder()
    for number in 1...9 { try session.attempt("\(number)", .wrong(number % 5)) }
    try session.attempt("x", .timeout)
    try session.attempt("y", .wrong(7))
    #expect(
      try drawn(session, limit: 4) == """
        ● root
        └─ @1 ✗ 1/8 wrong
           ⋮ 7 more wrong, best 4/8
           @9 ✗ 4/8 wrong
           @10 ✗ 0/8 timeout
           @11 ✗ 7/8 wrong    main ◀
        """)
  }

  @Test func `A chain of any length stays at its level`() throws {
    let experiment = try many(20_000) { $0 - 1 }
    let lines = AttemptTree.lines(of: experiment)
    #expect(lines.count == 20_001)
    #expect(lines[19_000].plain.hasPrefix("   @19000 "))
  }

  @Test func `Forks below forks start anew before they leave the window`() throws {
    let experiment = try many(4_000) { $0 < 3 ? 0 : ($0 - 1) / 2 * 2 - 1 }
    let lines = AttemptTree.lines(of: experiment)
    #expect(lines.allSatisfy { $0.plain.count < 80 })
    let drawn = lines.map(\.plain).joined(separator: "\n")
    for number in [1, 2, 27, 1_999, 3_999, 4_000] { #expect(drawn.contains("─ @\(number) ")) }
    #expect(drawn.contains("└─ continued below"))
    #expect(drawn.contains("\n● @25 continued\n"))
  }

  /// An experiment with so many attempts, each below the one that `parent` names.
  private func many(_ count: Int, _ parent: (Int) -> Int) throws -> Experiment {
    var session = try SessionBuilder()
    try session.attempt("a", .wrong(1))
    var experiment = try session.experiment
    let first = try #require(experiment.attempts.first)
    experiment.attempts = (1...count).map { number in
      var attempt = first
      attempt.number = number
      attempt.parent = parent(number)
      return attempt
    }
    return experiment
  }
}
