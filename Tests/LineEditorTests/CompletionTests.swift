import TerminalTesting
import Testing

@Suite(.serialized, .timeLimit(.minutes(2))) struct `Completion on a terminal` {
  @Test func `tab completes the only candidate`() async throws {
    let terminal = try await startDemo()
    terminal.send("sol\t")
    try await terminal.seeCursor(in: "demo» solve", column: 12)
  }

  @Test func `tab inserts what the candidates share, then walks the menu`() async throws {
    let terminal = try await startDemo()
    terminal.send("solve i\t")
    try await terminal.seeCursor(in: "demo» solve imo-")
    terminal.send("\t")
    try await terminal.seeRow("  imo-1  imo-2  imo-3")
    terminal.send("\t\t")
    try await terminal.seeCursor(in: "demo» solve imo-2")
    terminal.send(Keys.backTab)
    try await terminal.seeCursor(in: "demo» solve imo-1")
    terminal.send(Keys.control("g"))
    try await terminal.seeCursor(in: "demo» solve imo-")
    try await terminal.seeNoMore("imo-3")
  }

  @Test func `the menu is laid out again when the window changes`() async throws {
    let terminal = try await startDemo()
    terminal.send("x imo-\t\t")
    try await terminal.seeRow("  imo-1  imo-2  imo-3")
    terminal.resize(width: 18, height: 12)
    try await terminal.seeRow("  imo-1  imo-3")
    terminal.resize(width: 80, height: 24)
    try await terminal.seeRow("  imo-1  imo-2  imo-3")
    try await terminal.seeNoMore("  imo-1  imo-3")
    terminal.send("\t")
    try await terminal.seeCursor(in: "demo» x imo-2")
  }

  @Test func `escape closes the menu and eats no key`() async throws {
    let terminal = try await startDemo()
    terminal.send("solve imo-\t\t")
    try await terminal.seeCursor(in: "demo» solve imo-1")
    terminal.send(Keys.escape)
    try await terminal.seeNoMore("imo-3")
    terminal.send("d")
    try await terminal.seeCursor(in: "demo» solve imo-d", column: 17)
    terminal.send(Keys.backspace + "\t" + Keys.down + "\u{1B}b")
    try await terminal.seeCursor(in: "demo» solve imo-1", column: 12)
  }

  @Test func `with vi keys escape takes the choice and goes to command mode`() async throws {
    let terminal = try await startDemo(["DEMO_KEYMAP": "vi"])
    terminal.send("solve imo-\t\t")
    try await terminal.seeCursor(in: "demo» solve imo-1")
    terminal.send(Keys.escape)
    try await terminal.seeCursor(in: "demo» solve imo-1", column: 16)
    terminal.send("x")
    try await terminal.seeCursor(in: "demo» solve imo-")
  }

  @Test func `enter takes the candidate without running the line`() async throws {
    let terminal = try await startDemo()
    terminal.send("solve imo-\t\t\r")
    try await terminal.seeCursor(in: "demo» solve imo-1", column: 18)
    terminal.send(Keys.enter)
    try await terminal.see("got 12 characters: solve imo-1")
  }

  @Test func `another key takes the candidate and goes on`() async throws {
    let terminal = try await startDemo()
    terminal.send("solve imo-\t\t x")
    try await terminal.seeCursor(in: "demo» solve imo-1 x")
  }

  @Test func `no candidate rings the bell`() async throws {
    let terminal = try await startDemo()
    terminal.send("zzz\t")
    try await terminal.seeRow("no completion")
    try await terminal.wait(for: "a bell") { $0.bells == 1 }
  }
}
