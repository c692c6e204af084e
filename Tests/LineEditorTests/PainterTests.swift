import TerminalTesting
import Testing

@testable import LineEditor

@Suite struct `The painter` {
  /// A painter and the screen that its bytes make.
  private struct Canvas {
    var painter: Painter
    var screen: VirtualScreen

    init(width: Int, height: Int) {
      painter = Painter(width: width, height: height, usesColour: true)
      screen = VirtualScreen(width: width, height: height)
    }

    mutating func paint(_ frame: Frame) { show(painter.paint(frame)) }

    /// What the kernel makes of a newline in output is done here.
    mutating func show(_ bytes: String) {
      screen.feed(bytes.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] })
    }

    var rows: [String] { screen.lines.filter { !$0.isEmpty } }
  }

  private func frame(_ text: String, cursor: Int? = nil) -> Frame {
    Frame(
      prompt: [StyledSpan("p", .green), "> "], continuation: [StyledSpan(" · ", .dim)],
      text: [StyledSpan(text)], cursor: cursor ?? text.count)
  }

  @Test(arguments: [
    ("", 0, ["p>"], 3, 0),
    ("abcdefg", 7, ["p> abcdefg"], 0, 1),
    ("abcdefgh", 8, ["p> abcdefg", "h"], 1, 1),
    ("abcdef日", 7, ["p> abcdef", "日"], 2, 1),
    ("a\nb", 3, ["p> a", " · b"], 4, 1),
    ("a\nb", 1, ["p> a", " · b"], 4, 0),
    ("a\tb", 3, ["p> a    b"], 9, 0),
    ("a\u{1B}b", 2, ["p> a␛b"], 5, 0),
  ])
  func `a frame stands on the screen`(
    text: String, cursor: Int, rows: [String], x: Int, y: Int
  ) {
    var canvas = Canvas(width: 10, height: 5)
    canvas.paint(frame(text, cursor: cursor))
    #expect(canvas.rows == rows)
    #expect(canvas.screen.x == x)
    #expect(canvas.screen.y == y)
  }

  @Test func `each frame replaces the one before`() {
    var canvas = Canvas(width: 10, height: 8)
    var withMenu = frame("abc")
    withMenu.ghost = "defghijkl"
    withMenu.below = [["one"], [StyledSpan("two is too long", .dim)]]
    let frames = [
      frame(""), frame(String(repeating: "x", count: 30)), frame("a\nb\nc"), withMenu,
      frame("日本語日本語日本語"), frame("a"), frame(""),
    ]
    for first in frames {
      for second in frames {
        canvas.paint(first)
        canvas.paint(second)
        var fresh = Canvas(width: 10, height: 8)
        fresh.paint(second)
        #expect(canvas.rows == fresh.rows)
        #expect(canvas.screen.x == fresh.screen.x)
      }
    }
  }

  @Test func `a suggestion is cut at the end of its row`() {
    var canvas = Canvas(width: 10, height: 5)
    var suggesting = frame("ab")
    suggesting.ghost = "cdefghijkl"
    canvas.paint(suggesting)
    #expect(canvas.rows == ["p> abcdef"])
    #expect(canvas.screen.x == 5)
    suggesting.ghost = "c\nd"
    canvas.paint(suggesting)
    #expect(canvas.rows == ["p> abc↩"])
  }

  @Test func `a block taller than the screen shows the rows around the cursor`() {
    var canvas = Canvas(width: 10, height: 4)
    let text = (0...9).map(String.init).joined(separator: "\n")
    canvas.paint(frame(text))
    #expect(canvas.rows == [" · 6", " · 7", " · 8", " · 9"])
    canvas.paint(frame(text, cursor: 0))
    #expect(canvas.rows == ["p> 0", " · 1", " · 2", " · 3"])
    #expect(canvas.screen.y == 0)
  }

  @Test func `a committed block stays whole and the next begins under it`() {
    var canvas = Canvas(width: 10, height: 20)
    canvas.painter = Painter(width: 10, height: 4, usesColour: true)
    let text = (0...5).map(String.init).joined(separator: "\n")
    canvas.paint(frame(text))
    canvas.show(canvas.painter.commit(frame(text)))
    canvas.paint(frame("next"))
    #expect(canvas.rows.suffix(7) == ["p> 0", " · 1", " · 2", " · 3", " · 4", " · 5", "p> next"])
  }

  @Test func `an erased block leaves what was above it`() {
    var canvas = Canvas(width: 10, height: 6)
    canvas.show("output\n")
    canvas.paint(frame("a\nb\nc", cursor: 3))
    canvas.show(canvas.painter.erase() + "notice\n")
    canvas.paint(frame("a\nb\nc", cursor: 3))
    #expect(canvas.rows == ["output", "notice", "p> a", " · b", " · c"])
    #expect(canvas.screen.y == 3)
  }

  @Test func `without colours the suggestion still is dim and what is reversed still is so`() {
    var painter = Painter(width: 10, height: 5, usesColour: false)
    var frame = frame("a\u{1B}b")
    frame.ghost = "cd"
    let bytes = painter.paint(frame)
    #expect(
      bytes.contains("\rp> a\u{1B}[7m␛\u{1B}[0mb\u{1B}[2mcd\u{1B}[0m"), "\(bytes.debugDescription)")
  }

  @Test(arguments: [
    ("1;32", "1"), ("1;7;31", "1;7"), ("4;33", "4"), ("2", "2"), ("36", ""), ("", ""),
    ("38;5;208;1", "1"), ("1;48;2;1;2;3;7", "1;7"), ("97;4", "4"), ("38:5:1;2", "2"),
    ("0;3", "0;3"),
  ])
  func `a style without its colours`(sgr: String, left: String) {
    #expect(SpanStyle(sgr).withoutColour.sgr == left)
  }
}
