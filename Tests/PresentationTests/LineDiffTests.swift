import Experiments
import Testing
import TestKit

@testable import Presentation

@Suite struct LineDiffTests {
  private static let old = """
    import math

    def poly(xs, x):
        return sum(c * math.pow(x, i) for i, c in enumerate(xs))

    def find_zero(xs):
        begin, end = -1.0, 1.0
        while poly(xs, begin) * poly(xs, end) > 0:
            begin *= 2.0
            end *= 2.0
        while end - begin > 1e-3:
            center = (begin + end) / 2.0
            begin = center
        return begin

    """

  @Test func `A hunk names its function and keeps three lines around`() {
    let new = Self.old.replacing("1e-3", with: "1e-10")
    let diff = LineDiff(old: Self.old, new: new)
    #expect(diff.summary == .init(hunks: 1, added: 1, removed: 1))
    #expect("\(diff.summary)" == "1 hunk +1 -1")
    #expect(
      diff.lines().map(\.plain) == [
        "@@ find_zero @@",
        "     while poly(xs, begin) * poly(xs, end) > 0:",
        "         begin *= 2.0",
        "         end *= 2.0",
        "-    while end - begin > 1e-3:",
        "+    while end - begin > 1e-10:",
        "         center = (begin + end) / 2.0",
        "         begin = center",
        "     return begin",
      ])
  }

  @Test func `Words that differ are marked inside lines that are alike`() {
    let diff = LineDiff(old: "while end > 3:\n", new: "while end > 10:\n")
    #expect(
      diff.lines().dropFirst().map(\.spans) == [
        [
          .init("-", .removed), .init("while end > ", .removed), .init("3", .removedWord),
          .init(":", .removed),
        ],
        [
          .init("+", .added), .init("while end > ", .added), .init("10", .addedWord),
          .init(":", .added),
        ],
      ])
  }

  @Test func `Lines that have little in common are marked as a whole`() {
    let diff = LineDiff(old: "return sorted(xs)\n", new: "while True: pass\n")
    #expect(
      diff.lines().dropFirst().map(\.spans) == [
        [.init("-return sorted(xs)", .removed)], [.init("+while True: pass", .added)],
      ])
  }

  @Test(arguments: [
    ("a", "a\n", ["@@ line 1 @@", "-a", "\\ No newline at end of file", "+a"]),
    ("a\n", "a", ["@@ line 1 @@", "-a", "+a", "\\ No newline at end of file"]),
    ("", "a\n", ["@@ line 1 @@", "+a"]),
    ("a\n", "", ["@@ line 1 @@", "-a"]),
    ("a\r\n", "a\n", ["@@ line 1 @@", "-a\r", "+a"]),
    ("e\u{301}\n", "\u{E9}\n", ["@@ line 1 @@", "-e\u{301}", "+\u{E9}"]),
    ("same\n", "same\n", []),
  ])
  func `Ends of lines and spellings of characters count`(
    old: String, new: String, lines: [String]
  ) {
    let shown = LineDiff(old: old, new: new).lines().map { Array($0.plain.unicodeScalars) }
    #expect(shown == lines.map { Array($0.unicodeScalars) })
  }

  @Test(arguments: [
    ("class A:\n    def f(self):\n        x = 1\n", "x = 1", "A.f"),
    ("def f():\n    x = 1\n\ny = 2\n", "y = 2", nil),
    ("def f(\n    a,\n):\n    x = 1\n", "x = 1", "f"),
    ("async def g():\n\n    x = 1\n", "x = 1", "g"),
    ("class A:\n    pass\n", "pass", "A"),
  ])
  func `The place of a change is what encloses it`(source: String, change: String, place: String?) {
    let diff = LineDiff(old: source, new: source.replacing(change, with: change + "0"))
    #expect(diff.hunks.map(\.place) == [place])
  }

  @Test func `Changes far apart make hunks of their own`() {
    let lines = (1...40).map { "line \($0)" }
    var changed = lines
    changed[4] = "x"
    changed[30] = "y"
    let diff = LineDiff(
      old: lines.joined(separator: "\n") + "\n", new: changed.joined(separator: "\n") + "\n")
    #expect(diff.hunks.map(\.oldStart) == [1, 27])
    #expect(diff.hunks.map(\.lines.count) == [8, 8])
  }

  @Test func `Texts too different are replaced as a whole, and it is said`() throws {
    let old = (0..<3_000).map { "old \($0)\n" }.joined()
    let new = (0..<3_000).map { "new \($0)\n" }.joined()
    let diff = LineDiff(old: "start\n" + old + "end\n", new: "start\n" + new + "end\n")
    #expect(diff.isWholeReplacement)
    #expect(diff.summary == .init(hunks: 1, added: 3_000, removed: 3_000))
    #expect(try #require(diff.lines().first).plain.contains("whole replacement"))
  }

  @Test(arguments: 0..<300)
  func `Applying the hunks to the old text gives the new one`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let old = Self.text(&random)
    let new = seed.isMultiple(of: 5) ? Self.text(&random) : Self.edited(old, &random)
    let context = Int.random(in: 0...4, using: &random)
    let diff = LineDiff(old: old, new: new, context: context)
    #expect(Array(try Self.apply(diff.hunks, to: old).utf8) == Array(new.utf8))
    #expect(diff.hunks.isEmpty == (Array(old.utf8) == Array(new.utf8)))
  }

  /// What `patch` does: every kept and removed line must be in its place.
  private static func apply(_ hunks: [LineDiff.Hunk], to text: String) throws -> String {
    let lines = TextLine.split(text).map(\.content)
    var result: [String] = []
    var next = 0
    for hunk in hunks {
      result += lines[next..<hunk.oldStart]
      next = hunk.oldStart
      #expect(result.count == hunk.newStart)
      for line in hunk.lines {
        let content = line.endsInNewline ? line.text + "\n" : line.text
        if line.change != .added {
          #expect(Array(try #require(lines.dropFirst(next).first).utf8) == Array(content.utf8))
          next += 1
        }
        if line.change != .removed { result.append(content) }
      }
    }
    return (result + lines[next...]).joined()
  }

  private static let pool = [
    "", "    return x", "def f(x):", "naïve = 'é'", "cafe\u{301}", "caf\u{E9}", "値 = 1", "\t\tpass",
    "👩‍👩‍👧 = 2", "x\u{0}y", "\u{FEFF}", "}", "\r",
  ]

  private static func text(_ random: inout SeededRandom) -> String {
    let end = Bool.random(using: &random) ? "\n" : "\r\n"
    let lines = (0..<Int.random(in: 0...30, using: &random)).map { _ in
      pool.randomElement(using: &random) ?? ""
    }
    let text = lines.joined(separator: end)
    return Bool.random(using: &random) ? text : text + end
  }

  private static func edited(_ text: String, _ random: inout SeededRandom) -> String {
    var lines = TextLine.split(text).map(\.content)
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let place = Int.random(in: 0...lines.count, using: &random)
      if Bool.random(using: &random), place < lines.count {
        lines.remove(at: place)
      } else {
        lines.insert((pool.randomElement(using: &random) ?? "") + "\n", at: place)
      }
    }
    return lines.joined()
  }
}
