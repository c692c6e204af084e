import CanonicalJSON
import Experiments
import StoreTesting
import TestKit
import Testing

extension FoldBuilder {
  fileprivate mutating func fork(_ name: String, at node: Int? = nil) throws {
    try verb()
    let position = try experiment.position
    let at = node ?? position.head
    let from = at == position.head ? position.spot.branch : nil
    try append(BranchMade(name: name, at: at, from: from))
  }

  /// A verb that acts where the head is.
  fileprivate mutating func here(
    _ body: (inout FoldBuilder, Spot) throws -> Void
  ) throws {
    try verb()
    try body(&self, try experiment.position.spot)
  }

  fileprivate var guidanceHere: [String] {
    get throws { try experiment.effectiveGuidance(at: experiment.position.spot).map(\.text) }
  }
}

/// What is given on a path holds on that path, and on no other.
@Suite(.paced)
struct GivenPathTests {
  @Test func `guidance of one branch does not cross to another that ends at the same attempt`()
    throws
  {
    var fold = try FoldBuilder.opened()
    try fold.attempt()
    try fold.fork("A")
    try fold.goto(1, on: "main")
    try fold.fork("B")
    try fold.here { try $0.guide("of B", .sticky, at: $1) }
    try fold.here { try $0.review(at: $1) }
    #expect(try fold.guidanceHere == ["review 1", "of B"])
    try fold.goto(1, on: "A")
    #expect(try fold.guidanceHere == [])
    try fold.attempt()
    #expect(try fold.guidanceHere == [])
    #expect(try fold.experiment.reviews(onPathTo: fold.experiment.position.head).isEmpty)
  }

  @Test func `a drop holds on its branch alone`() throws {
    var fold = try FoldBuilder.opened()
    try fold.here { try $0.guide("always", .sticky, at: $1) }
    try fold.fork("A")
    try fold.fork("B")
    try fold.here { try $0.append(GuidanceDropped(number: 1, at: $1)) }
    #expect(try fold.guidanceHere == [])
    try fold.goto(0, on: "A")
    #expect(try fold.guidanceHere == ["always"])
  }

  @Test func `a spec edited on one branch leaves the other with its own`() throws {
    var fold = try FoldBuilder.opened()
    try fold.here { try $0.spec(1, at: $1) }
    try fold.fork("A")
    try fold.attempt()
    try fold.attempt()
    try fold.goto(0)
    try fold.fork("B")
    try fold.here { try $0.spec(2, at: $1) }
    try fold.attempt()
    #expect(try fold.experiment.chosenSpec?.number == 2)
    try fold.goto(2)
    #expect(try fold.experiment.position.branch == "A")
    #expect(try fold.experiment.chosenSpec?.number == 1)
  }

  @Test func `what is given at an attempt holds for all that begins there later`() throws {
    var fold = try FoldBuilder.opened()
    try fold.here { try $0.spec(1, at: $1) }
    try fold.here { try $0.guide("mind zero", .sticky, at: $1) }
    try fold.attempt()
    try fold.goto(0)
    #expect(try fold.experiment.chosenSpec?.number == 1)
    #expect(try fold.guidanceHere == ["mind zero"])
  }

  @Test func `what is given later at an attempt changes nothing for those already made there`()
    throws
  {
    var fold = try FoldBuilder.opened()
    try fold.attempt()
    try fold.goto(0)
    try fold.here { try $0.guide("too late", .sticky, at: $1) }
    try fold.goto(1)
    #expect(try fold.guidanceHere == [])
  }

  @Test func `guidance for one attempt waits on each branch that was forked with it`() throws {
    var fold = try FoldBuilder.opened()
    try fold.here { try $0.guide("once", .once, at: $1) }
    try fold.fork("A")
    #expect(try fold.guidanceHere == ["once"])
    try fold.goto(0, on: "main")
    #expect(try fold.guidanceHere == ["once"])
  }

  @Test func `what was undone is gone from every path, and comes back with redo`() throws {
    var fold = try FoldBuilder.opened()
    try fold.here { try $0.guide("undone", .sticky, at: $1) }
    try fold.here { try $0.spec(1, at: $1) }
    try fold.attempt()
    for _ in 0..<3 { try fold.undo() }
    // The attempt was made with both; below it neither holds any more.
    let place = Spot(node: 1)
    #expect(try fold.experiment.effectiveGuidance(at: place).isEmpty)
    #expect(try fold.experiment.chosenSpec(at: place) == nil)
    for _ in 0..<3 { try fold.redo() }
    #expect(try fold.experiment.effectiveGuidance(at: place).map(\.text) == ["undone"])
    #expect(try fold.experiment.chosenSpec(at: place)?.number == 1)
  }

  @Test func `two reviewers at one place read the same and have the same number`() throws {
    var fold = try FoldBuilder.opened()
    try fold.attempt()
    try fold.attempt()
    let read = try fold.experiment.attemptsSinceReview(at: 2).map(\.number)
    #expect(read == [1, 2])
    try fold.here { try $0.review(at: $1) }
    #expect(try fold.experiment.attemptsSinceReview(at: 2).map(\.number) == read)
    #expect(try fold.experiment.reviewNumber(at: 2) == 1)
    #expect(try fold.experiment.reviewBefore(2) == nil)
    try fold.attempt()
    #expect(try fold.experiment.reviewNumber(at: 3) == 2)
    #expect(try fold.experiment.attemptsSinceReview(at: 3).map(\.number) == [3])
    #expect(try fold.experiment.reviewBefore(3)?.number == 1)
  }

  @Test func `after the undo of a review the next one reads the same attempts`() throws {
    var fold = try FoldBuilder.opened()
    try fold.attempt()
    try fold.here { try $0.review(at: $1) }
    try fold.attempt()
    try fold.undo()
    try fold.undo()
    try fold.goto(2)
    #expect(try fold.experiment.attemptsSinceReview(at: 2).map(\.number) == [1, 2])
    #expect(try fold.experiment.reviewNumber(at: 2) == 1)
    #expect(try fold.guidanceHere == [])
  }

  @Test func `an attempt by hand is by hand and nothing else`() throws {
    var fold = try FoldBuilder.opened()
    try fold.attempt(.pass, passed: 4)
    #expect(try fold.experiment.attempts.last?.exposure == .byHand)
    #expect(try fold.experiment.firstModelPass == nil)
    #expect(try fold.experiment.firstPass?.number == 1)
  }

  /// Words given at random places of a random tree, against an oracle that keeps for every line of
  /// attempts what was said on it.
  @Test(.serialized, arguments: 0..<120)
  func `no place is shown a word that was given on another branch, or undone`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    var model = PathOracle()
    var fold = try FoldBuilder.opened()
    for number in 1...40 { try model.something(number, &fold, &random) }
    for (spot, words) in model.expected {
      let shown = try fold.experiment.effectiveGuidance(at: spot).map(\.text)
      #expect(shown.sorted() == words.sorted(), "at \(spot)")
    }
  }
}

/// What must be shown where, kept by brute force: one list of words per line, copied at every fork and
/// at every attempt.
private struct PathOracle {
  /// The words at the places where lines may go on.
  private(set) var expected: [Spot: [String]] = [Spot(node: 0): []]
  /// Before each verb that gave a word: what it was, to be taken out everywhere by `undo`.
  private var undoable: [[String]] = []

  mutating func something(
    _ number: Int, _ fold: inout FoldBuilder, _ random: inout SeededRandom
  ) throws {
    let position = try fold.experiment.position
    let spot = position.spot
    let nodes = try fold.experiment.attempts.count
    switch Int.random(in: 0..<7, using: &random) {
    case 0, 1:
      try fold.attempt()
      expected[Spot(node: nodes + 1)] = expected[spot] ?? []
      undoable.append([])
    case 2, 3:
      let word = "w\(number)"
      try fold.here { try $0.guide(word, .sticky, at: $1) }
      expected[spot, default: []].append(word)
      undoable.append([word])
    case 4:
      let name = "b\(number)"
      try fold.fork(name)
      expected[Spot(node: spot.node, branch: name)] = expected[spot] ?? []
      undoable.append([])
    case 5:
      let branch = position.branches.randomElement(using: &random)
      try fold.goto(branch?.tip ?? 0, on: branch?.name)
      undoable.append([])
    default:
      // An undo that changes where branches are would need a model of undo itself: only words.
      guard let words = undoable.last, !words.isEmpty else { return }
      undoable.removeLast()
      try fold.undo()
      for place in expected.keys { expected[place]?.removeAll { words.contains($0) } }
    }
  }
}

extension FoldBuilder {
  fileprivate mutating func spec(_ number: Int, at spot: Spot) throws {
    try append(
      SpecMade(
        number: number, taskID: "T/1", text: ContentHash(of: "spec \(number)"),
        key: ContentHash(of: "key \(number)"), model: "sim:0.9", template: "spec", origin: .model,
        tokens: 5, cost: .zero))
    try append(SpecChosen(number: number, at: spot))
  }
}
