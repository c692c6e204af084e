import TerminalTesting
import Testing

@Suite(.serialized, .timeLimit(.minutes(2))) struct `History on a terminal` {
  private func startDemo(with entries: String, _ files: TemporaryFiles) async throws -> Terminal {
    files.write(entries, to: "history")
    return try await LineEditorTests.startDemo(["DEMO_HISTORY": files.path(of: "history")])
  }

  @Test func `up and down walk the history and come back to what was typed`() async throws {
    let files = TemporaryFiles()
    let terminal = try await startDemo(with: "alpha\nbeta\n", files)
    terminal.send(Keys.up)
    try await terminal.seeCursor(in: "demo» beta")
    terminal.send(Keys.up)
    try await terminal.seeCursor(in: "demo» alpha")
    terminal.send(Keys.down + Keys.down + "new")
    try await terminal.seeCursor(in: "demo» new")
  }

  @Test func `alt-< and alt-> go to the oldest entry and back to what was typed`() async throws {
    let files = TemporaryFiles()
    let terminal = try await startDemo(with: "use 1\nalpha\nuse 2\nbeta\nuse 1\n", files)
    terminal.send("\u{1B}<")
    try await terminal.seeCursor(in: "demo» alpha")
    terminal.send("\u{1B}>use\u{1B}<")
    try await terminal.seeCursor(in: "demo» use 2")
    terminal.send("\u{1B}<\u{1B}>")
    try await terminal.wait(for: "what was typed") { $0.x == 9 }
  }

  @Test func `up finds entries that begin like the line`() async throws {
    let files = TemporaryFiles()
    let terminal = try await startDemo(with: "alpha one\nbeta\nalpha two\ngamma\n", files)
    terminal.send("al" + Keys.up)
    try await terminal.seeCursor(in: "demo» alpha two")
    terminal.send(Keys.up)
    try await terminal.seeCursor(in: "demo» alpha one")
    terminal.send(Keys.down + Keys.down + "x")
    try await terminal.seeCursor(in: "demo» alx")
  }

  @Test func `an entry of several lines comes back whole`() async throws {
    let files = TemporaryFiles()
    let terminal = try await startDemo(with: "older\none\\\\\\ntwo\n", files)
    terminal.send(Keys.up)
    try await terminal.seeCursor(in: "    · two")
    try await terminal.seeRow("demo» one\\")
    terminal.send(Keys.up)
    try await terminal.seeCursor(in: "demo» older")
  }

  @Test func `the rest of an older entry is suggested and taken`() async throws {
    let files = TemporaryFiles()
    let terminal = try await startDemo(with: "solve imo-1 now\n", files)
    terminal.send("so")
    try await terminal.seeCursor(in: "demo» solve imo-1 now", column: 8)
    terminal.send(Keys.wordRight)
    try await terminal.seeCursor(in: "demo» solve imo-1 now", column: 11)
    terminal.send(Keys.right + "!")
    try await terminal.seeCursor(in: "demo» solve imo-1 now!", column: 22)
  }

  @Test func `ctrl-r searches while one types`() async throws {
    let files = TemporaryFiles()
    let terminal = try await startDemo(with: "solve ∀x\nsleep 1\nsolve y\n", files)
    terminal.send("draft" + Keys.control("r") + "SOL")
    try await terminal.seeCursor(in: "demo» solve y")
    try await terminal.seeRow("history search SOL  2 found")
    terminal.send(Keys.control("r"))
    try await terminal.seeCursor(in: "demo» solve ∀x")
    terminal.send(Keys.control("g"))
    try await terminal.seeCursor(in: "demo» draft")
    terminal.send(Keys.control("r") + "∀" + Keys.enter)
    try await terminal.seeRow("got 8 characters: solve ∀x")
  }

  @Test func `ctrl-r without a word brings the last search back, and up goes on from its match`()
    async throws
  {
    let files = TemporaryFiles()
    let terminal = try await startDemo(with: "older\nsolve x\nsleep\nnew\n", files)
    terminal.send(Keys.control("r") + "sol" + Keys.control("g") + Keys.control("r"))
    try await terminal.seeRow("history search")
    terminal.send(Keys.control("r"))
    try await terminal.seeCursor(in: "demo» solve x")
    terminal.send(Keys.end + Keys.up)
    try await terminal.seeCursor(in: "demo» older")
    terminal.send(Keys.down + Keys.down)
    try await terminal.seeCursor(in: "demo» sleep")
    terminal.send(Keys.control("r") + "older\u{1B}bX")
    try await terminal.seeCursor(in: "demo» Xolder", column: 7)
  }

  @Test func `a search of vi's command mode shows the line, and runs it at a second enter only`()
    async throws
  {
    let files = TemporaryFiles()
    files.write("solve a\nsleep 1\nsolve b\nsolve c\n", to: "history")
    let terminal = try await LineEditorTests.startDemo([
      "DEMO_HISTORY": files.path(of: "history"), "DEMO_KEYMAP": "vi",
    ])
    terminal.send("xx" + Keys.escape)
    try await terminal.seeCursor(in: "demo» xx", column: 7)
    terminal.send("/solve" + Keys.enter)
    try await terminal.seeNoMore("history search")
    try await terminal.seeCursor(in: "demo» solve c", column: 12)
    terminal.send("nn")
    try await terminal.seeCursor(in: "demo» solve a", column: 12)
    terminal.send("N")
    try await terminal.seeCursor(in: "demo» solve b", column: 12)
    terminal.send("j")
    try await terminal.seeCursor(in: "demo» solve c", column: 12)
    terminal.send("j")
    try await terminal.seeCursor(in: "demo» xx", column: 7)
    terminal.send("?" + Keys.enter)
    try await terminal.seeCursor(in: "demo» solve a", column: 12)
    terminal.send(Keys.enter)
    try await terminal.seeRow("got 7 characters: solve a")
    #expect(!terminal.screen.text.contains("characters: solve c"))
  }

  @Test func `ctrl-s searches from where the walk stands towards newer entries`() async throws {
    let files = TemporaryFiles()
    let terminal = try await startDemo(with: "solve a\nsleep\nsolve b\nsolve c\n", files)
    terminal.send(Keys.up + Keys.up + Keys.up)
    try await terminal.seeCursor(in: "demo» sleep")
    terminal.send(Keys.control("s") + "solve")
    try await terminal.seeCursor(in: "demo» solve b")
    terminal.send(Keys.control("s"))
    try await terminal.seeCursor(in: "demo» solve c")
    terminal.send(Keys.control("r") + Keys.control("r"))
    try await terminal.seeCursor(in: "demo» solve a")
    terminal.send(Keys.control("g"))
    try await terminal.seeCursor(in: "demo» sleep")
  }

  @Test func `alt-. takes the last word of one entry after the other`() async throws {
    let files = TemporaryFiles()
    let terminal = try await startDemo(with: "use 日本\nstep\nretry it\n", files)
    terminal.send("x \u{1B}.")
    try await terminal.seeCursor(in: "demo» x it", column: 10)
    terminal.send("\u{1B}.\u{1B}.")
    try await terminal.seeCursor(in: "demo» x 日本", column: 12)
    terminal.send("\u{1B}.!")
    try await terminal.seeCursor(in: "demo» x 日本!")
  }

  @Test func `lines are kept, but neither secrets nor lines after a space`() async throws {
    let files = TemporaryFiles()
    let terminal = try await startDemo(with: "", files)
    terminal.send("one\r")
    try await terminal.see("got 3")
    terminal.send(" two\rthree sk-123\rone\rfour\r\u{04}")
    #expect(try await terminal.exited() == 0)
    #expect(files.read("history") == "one\nfour\n")
  }
}
