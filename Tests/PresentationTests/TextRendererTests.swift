import CanonicalJSON
import Experiments
import Testing

@testable import Presentation

@Suite struct TextRendererTests {
  private let plain = TextRenderer(width: 80, color: false, unicode: true)

  @Test func `Styles become escape sequences only where there is colour`() {
    let line: StyledText = "\("@1", .address) \("✗", .bad) 3/8"
    #expect(plain.render(line) == "@1 ✗ 3/8")
    let coloured = TextRenderer(width: 80, color: true, unicode: true)
    #expect(coloured.render(line) == "\u{1B}[36m@1\u{1B}[0m \u{1B}[31m✗\u{1B}[0m 3/8")
  }

  @Test func `Every style but plain has a look of its own kind`() {
    for style in Style.allCases {
      #expect((Theme.standard.sgr(for: style) == nil) == (style == .plain))
    }
  }

  @Test(arguments: [
    ("\u{1B}[2J\u{1B}]0;title\u{7}", "␛[2J␛]0;title␇"),
    ("a\u{202E}b", "a<U+202E>b"),
    ("a\u{9B}31m", "a<U+009B>31m"),
    ("two\nlines\r\n", "two␊lines␍␊"),
    ("a\tb", "a       b"),
    ("値\tb", "値      b"),
    ("1234567\t|\t|", "1234567 |       |"),
    ("zero\u{0}width\u{200B}", "zero␀width<U+200B>"),
    ("👩‍👩‍👧 é", "👩‍👩‍👧 é"),
  ])
  func `Nothing in a span can act on the terminal`(text: String, shown: String) {
    #expect(plain.render(StyledText(text)) == shown)
    #expect(plain.render(StyledText(text, .bad)) == shown)
  }

  @Test func `Tab stops count from the start of the line, not of the span`() {
    #expect(plain.render(StyledText([.init("12"), .init("34\tx", .bad)])) == "1234    x")
  }

  @Test(arguments: [
    ("└─ @1 ✗ 0/8 … “why” → g2 ◀", "`- @1 x 0/8 ... \"why\" -> g2 <"),
    ("█████░░░ 5/8 ▁▄█", "#####... 5/8 _-#"),
    ("caf\u{E9} 値", "caf<U+00E9> <U+5024>"),
    ("\u{1B}[0m", "^[[0m"),
  ])
  func `Without Unicode each mark has one that reads like it`(text: String, shown: String) {
    let ascii = TextRenderer(width: 80, color: false, unicode: false)
    #expect(ascii.render(StyledText(text)) == shown)
  }

  @Test(arguments: [
    ("one two three", 20, ["one two three"]),
    ("one two three", 8, ["one two", "three"]),
    ("one two three", 7, ["one two", "three"]),
    ("one  two", 4, ["one", "two"]),
    ("  one two three", 9, ["  one two", "  three"]),
    ("      one two", 8, ["      on", "e two"]),
    ("✓ one two three", 9, ["✓ one two", "  three"]),
    ("  → one two", 8, ["  → one", "    two"]),
    ("   3 │   aaa bbb ccc ddd", 22, ["   3 │   aaa bbb ccc", "         ddd"]),
    ("▶ 12 │ aaa bbb ccc ddd", 20, ["▶ 12 │ aaa bbb ccc", "       ddd"]),
    ("  3 | aaa bbb", 12, ["  3 | aaa", "      bbb"]),
    ("3 and bbb ccc", 10, ["3 and bbb", "ccc"]),
    ("- one two three", 9, ["- one two", "  three"]),
    ("a verylongword b", 6, ["a", "verylo", "ngword", "b"]),
    ("値値 値値値", 6, ["値値", "値値値"]),
    ("値値値", 1, ["値", "値", "値"]),
    ("one   ", 4, ["one"]),
    ("👩‍👩‍👧👩‍👩‍👧 e\u{301}e\u{301}", 4, ["👩‍👩‍👧👩‍👩‍👧", "e\u{301}e\u{301}"]),
  ])
  func `On a terminal a line goes on in another row at a word`(
    text: String, width: Int, rows: [String]
  ) {
    var renderer = TextRenderer(width: width, color: false, unicode: true)
    #expect(renderer.render(StyledText(text)) == text)
    renderer.wraps = true
    #expect(renderer.render(StyledText(text)) == rows.joined(separator: "\n"))
    #expect(renderer.render(Reply(StyledText(text))) == rows.joined(separator: "\n") + "\n")
  }

  @Test func `A row keeps the styles of its words`() {
    var renderer = TextRenderer(width: 7, color: true, unicode: true)
    renderer.wraps = true
    #expect(
      renderer.render("\("one", .bad) \("two three", .good)")
        == "\u{1B}[31mone\u{1B}[0m \u{1B}[32mtwo\u{1B}[0m\n\u{1B}[32mthree\u{1B}[0m")
  }

  @Test func `Each line of a reply ends with a newline`() {
    var reply = Reply("one", "two")
    reply.add(Reply("three"))
    #expect(plain.render(reply) == "one\ntwo\nthree\n")
    #expect(plain.render(Reply()) == "")
  }

  private func table(width: Int) -> [String] {
    let table = Table(
      columns: [
        .init("model"), .init("tokens", .right), .init("origin", isFlexible: true),
        .init("", .right),
      ],
      rows: [
        [StyledText("qwen2.5-coder:32b", .strong), "312", "HumanEval/32 and its helpers", "x"],
        ["模型", "1,214", "s1", ""],
        ["gpt"],
      ])
    var reply = Reply()
    reply.add(table)
    return TextRenderer(width: width, color: false, unicode: true).render(reply)
      .split(separator: "\n").map(String.init)
  }

  @Test func `A table's columns stand in line by display width`() {
    #expect(
      table(width: 80) == [
        "model              tokens  origin",
        "qwen2.5-coder:32b     312  HumanEval/32 and its helpers  x",
        "模型                1,214  s1",
        "gpt",
      ])
  }

  @Test func `A flexible column gives way when the window is narrow`() {
    #expect(
      table(width: 45) == [
        "model              tokens  origin",
        "qwen2.5-coder:32b     312  HumanEval/32 a…  x",
        "模型                1,214  s1",
        "gpt",
      ])
  }

  @Test(arguments: [1, 2, 5, 17, 26, 30, 31, 40, 57, 58])
  func `No row is wider than the window`(width: Int) {
    #expect(table(width: width).allSatisfy { DisplayText.width($0) <= width })
  }

  @Test func `Columns are left out by their rank, then from the right, and no number is cut`() {
    let table = Table(
      columns: [
        .init("role"), .init("model", isFlexible: true), .init("in", .right, dropRank: 2),
        .init("cached", .right, dropRank: 1), .init("cost", .right),
      ],
      rows: [["coder", "qwen2.5-coder:32b", "12,345", "1,234", "$0.0123"]])
    func rows(_ width: Int) -> [String] {
      TextRenderer(width: width, color: false, unicode: true)
        .render(Reply(blocks: [.table(table)])).split(separator: "\n").map(String.init)
    }
    #expect(
      rows(40) == [
        "role   model         in  cached     cost",
        "coder  qwen2.5…  12,345   1,234  $0.0123",
      ])
    #expect(rows(39).last == "coder  qwen2.5-coder:…  12,345  $0.0123")
    #expect(rows(30).last == "coder  qwen2.5-coder…  $0.0123")
    #expect(rows(23).last == "coder  qwen2.5-coder:3…")
    #expect(rows(4).last == "cod…")
  }

  @Test func `Cells are harmless before they are measured`() {
    var reply = Reply()
    reply.add(
      Table(
        columns: [.init(""), .init("")], rows: [["\u{1B}[31mred", "a"], ["a\tb\nc", "b"]]))
    #expect(plain.render(reply) == "␛[31mred     a\na       b␊c  b\n")
  }

  @Test func `A reply's records are canonical JSON, one per line`() {
    let reply = Reply(
      blocks: [.line("text")],
      records: [
        TextRecord(verb: "b", text: ["\u{202E}\n"]), ErrorRecord(message: "a", hint: nil),
      ])
    #expect(
      TextRenderer.renderJSON(reply, verb: "step")
        == "{\"event\":\"text\",\"text\":[\"\u{202E}\\n\"],\"verb\":\"b\"}\n"
        + "{\"event\":\"error\",\"message\":\"a\"}\n")
  }

  @Test func `A reply without records is its text as JSON`() {
    var reply = Reply("a \("b", .bad)")
    reply.add(Table(columns: [.init("k"), .init("v")], rows: [["long key", "1"]]))
    #expect(
      TextRenderer.renderJSON(reply, verb: "info")
        == #"{"event":"text","text":["a b","k         v","long key  1"],"verb":"info"}"# + "\n")
    #expect(TextRenderer.renderJSON(Reply(), verb: "info") == "")
  }
}
