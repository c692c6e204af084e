import Testing

@testable import Presentation

@Suite struct DisplayStyleTests {
  private static let diff = LineDiff(
    old: "def f(x):\n    while end > 3:\n        pass\n",
    new: "def f(x):\n    while end > 10:\n        pass\n    return x\n")

  private func shown(_ diff: LineDiff, width: Int, _ style: DisplayStyle.DiffStyle) -> [String] {
    var reply = Reply()
    reply.add(diff)
    let renderer = TextRenderer(
      width: width, color: false, unicode: true, style: DisplayStyle(diff: style))
    return renderer.render(reply).split(separator: "\n").map { text in
      var line = text
      while line.last == " " { line.removeLast() }
      return String(line)
    }
  }

  @Test func `A diff stands in two columns, numbered, each line beside what it was`() {
    #expect(
      shown(Self.diff, width: 60, .sideBySide) == [
        "@@ f @@",
        "1 def f(x):                  │ 1 def f(x):",
        "2     while end > 3:         │ 2     while end > 10:",
        "3         pass               │ 3         pass",
        "                             │ 4     return x",
      ])
  }

  @Test func `A line longer than its column goes on below`() {
    let diff = LineDiff(old: "abcdefghijklmnop\n", new: "x\n")
    #expect(
      shown(diff, width: 23, .sideBySide) == [
        "@@ line 1 @@",
        "1 abcdefgh │ 1 x",
        "  ijklmnop │",
      ])
  }

  @Test func `Two columns need room; a pipe gets one`() {
    #expect(shown(Self.diff, width: 139, .auto)[2].hasPrefix("-"))
    #expect(shown(Self.diff, width: 140, .auto)[2].contains("│"))
    #expect(shown(Self.diff, width: .max, .sideBySide)[2].hasPrefix("-"))
    #expect(shown(Self.diff, width: 200, .unified)[2].hasPrefix("-"))
  }

  @Test(arguments: Theme.names)
  func `Every theme has a look for every style`(name: String) {
    let theme = Theme.named(name)
    for style in Style.allCases where style != .plain { #expect(theme.sgr(for: style) != nil) }
    #expect(theme.sgr(for: .good) != theme.sgr(for: .bad))
    #expect(theme.sgr(for: .added) != theme.sgr(for: .removed))
  }

  @Test func `Themes for other eyes tell good from bad without red and green`() {
    for name in ["colour-blind", "mono"] {
      let used = Style.allCases.compactMap { Theme.named(name).sgr(for: $0) }
      let parameters = Set(used.flatMap { $0.split(separator: ";") })
      #expect(parameters.isDisjoint(with: ["31", "32"]))
    }
    let light = Style.allCases.compactMap { Theme.named("light").sgr(for: $0) }
    #expect(!light.contains("33") && !light.contains("36"))
  }

  @Test func `A file is a link where there are links, with its whole path`() {
    let line: StyledText = "\("a b/é.html", .file) · 3 KB"
    var renderer = TextRenderer(width: 80, color: true, unicode: true)
    #expect(renderer.render(line) == "\u{1B}[36ma b/é.html\u{1B}[0m · 3 KB")
    renderer.link = FileLink(host: "lab", folder: "/home/me")
    #expect(
      renderer.render(line)
        == "\u{1B}]8;;file://lab/home/me/a%20b/%C3%A9.html\u{1B}\\\u{1B}[36ma b/é.html\u{1B}[0m"
        + "\u{1B}]8;;\u{1B}\\ · 3 KB")
  }

  @Test(arguments: [
    (["TERM": "xterm-256color"], false), (["TERM": "xterm-kitty"], true),
    (["VTE_VERSION": "7003"], true), (["VTE_VERSION": "3400"], false),
    (["TERM_PROGRAM": "WezTerm"], true), (["TERM_PROGRAM": "WezTerm", "TMUX": "1"], false),
    (["FORCE_HYPERLINK": "1", "TMUX": "1"], true), (["FORCE_HYPERLINK": "0"], false), ([:], false),
  ])
  func `Links are written where terminals are known to have them`(
    environment: [String: String], isKnown: Bool
  ) {
    #expect(FileLink.isKnown(to: environment) == isKnown)
  }
}
