import Glibc
import TerminalTesting
import TestKit
import Testing

@Suite(.paced, .serialized, .timeLimit(.minutes(2))) struct `Signals on a terminal` {
  @Test func `ctrl-c drops the line and a new prompt appears`() async throws {
    let terminal = try await startDemo()
    terminal.send("abc")
    try await terminal.seeCursor(in: "demo» abc")
    terminal.send(Keys.control("c"))
    try await terminal.seeRow("demo» abc^C")
    try await terminal.seeCursor(in: "demo»", column: 6)
    terminal.send("exit 4\r")
    #expect(try await terminal.exited() == 4)
  }

  /// In one write, so that nothing but the order of the bytes tells what was meant.
  @Test(arguments: 0..<8)
  func `keys behind a ctrl-c begin the next line, those before it are dropped`(
    attempt: Int
  ) async throws {
    let terminal = try await startDemo()
    terminal.send("half")
    try await terminal.seeCursor(in: "demo» half")
    terminal.send("more\u{3}next\r")
    try await terminal.seeRow("demo» halfmore^C")
    try await terminal.seeRow("got 4 characters: next")
    // Before the prompt is there, Ctrl-C is a signal, and it takes the keys around it with it.
    try await terminal.seeCursor(in: "demo»")
    terminal.send("dropped\u{3}\u{3}αβ\u{3}γ\rexit 3\r")
    try await terminal.seeRow("got 1 characters: γ")
    #expect(try await terminal.exited() == 3)
  }

  @Test(arguments: 0..<8)
  func `a ctrl-c in one write with a command cancels it, and what follows runs`(
    attempt: Int
  ) async throws {
    let terminal = try await startDemo()
    terminal.send("sleep 60\rdropped\u{3}next\r")
    try await terminal.seeRow("cancelled")
    try await terminal.seeRow("got 4 characters: next")
    #expect(!terminal.screen.text.contains("characters: dropped"))
    try await terminal.seeCursor(in: "demo»")
  }

  @Test(arguments: [Keys.control("r") + "s", "s" + Keys.tab])
  func `ctrl-c ends a search and a menu`(keys: String) async throws {
    let terminal = try await startDemo()
    terminal.send(keys)
    try await terminal.wait(for: "rows below") { $0.lines[1] != "" }
    terminal.send(Keys.control("c"))
    try await terminal.seeCursor(in: "demo»", column: 6)
  }

  @Test func `ctrl-c cancels the command and not the session`() async throws {
    let terminal = try await startDemo()
    terminal.send("sleep 60\r")
    try await terminal.seeRow("sleeping")
    terminal.send(Keys.control("c"))
    try await terminal.seeRow("cancelled")
    try await terminal.seeCursor(in: "demo»")
  }

  @Test func `a second ctrl-c leaves when its command has stopped, but not with a line begun`()
    async throws
  {
    let terminal = try await startDemo()
    terminal.send("sleep 60\r")
    try await terminal.seeRow("sleeping")
    terminal.send(Keys.control("c"))
    try await terminal.seeRow("cancelled")
    terminal.send("x" + Keys.control("c"))
    try await terminal.seeRow("demo» x^C")
    // On a busy machine more than two seconds may pass between the two.
    var rounds = 0
    while terminal.exitStatus == nil, rounds < 10 {
      rounds += 1
      terminal.send("sleep 60\r")
      try await terminal.wait(for: "the command") { screen in
        screen.lines.count { $0 == "sleeping" } == rounds + 1
      }
      terminal.send(Keys.control("c"))
      try await terminal.wait(for: "the prompt") { screen in
        screen.lines.count { $0 == "cancelled" } == rounds + 1 && screen.cursorLine == "demo»"
      }
      terminal.send(Keys.control("c"))
      try await terminal.wait(for: "the end or a prompt") { screen in
        terminal.exitStatus != nil || screen.lines.contains("demo» ^C")
      }
    }
    #expect(terminal.exitStatus == 130)
    #expect(terminal.isSane)
  }

  @Test func `a second ctrl-c leaves a command that does not stop`() async throws {
    let terminal = try await startDemo()
    terminal.send("spin 60\r")
    try await terminal.seeRow("spinning")
    terminal.send(Keys.control("c"))
    try await terminal.seeRow("asked to stop")
    terminal.send(Keys.control("c"))
    #expect(try await terminal.exited() == 130)
    #expect(terminal.isSane)
    // Said before already, but the kernel may have dropped that when Ctrl-C was pressed.
    let end = try #require(terminal.written.split(separator: "asked to stop").last)
    #expect(end.contains("\u{1B}[?2004l\u{1B}[0m"))
  }

  @Test func `who leaves at the prompt says again that the terminal is at rest`() async throws {
    let terminal = try await startDemo()
    terminal.send(Keys.control("d"))
    #expect(try await terminal.exited() == 0)
    #expect(terminal.written.hasSuffix("\u{1B}[?2004l\u{1B}[0m"))
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func `a signal that ends the session restores the terminal`(signal: Int32) async throws {
    let terminal = try await startDemo()
    terminal.send("half")
    try await terminal.seeCursor(in: "demo» half")
    #expect(!terminal.isCooked)
    terminal.signal(signal)
    #expect(try await terminal.exited() == 128 + signal)
    #expect(terminal.isSane)
  }

  @Test func `SIGTERM cancels the command and ends the session`() async throws {
    let terminal = try await startDemo()
    terminal.send("sleep 60\r")
    try await terminal.seeRow("sleeping")
    terminal.signal(SIGTERM)
    #expect(try await terminal.exited() == 143)
    #expect(terminal.isSane)
    try await terminal.seeRow("cancelled")
  }

  /// The line is accepted, the command registered, the next line begun: at each of these moments.
  @Test(arguments: 0..<16)
  func `no signal is lost between a line and its command`(attempt: Int) async throws {
    let terminal = try await startDemo()
    terminal.send("sleep 60\r")
    try await Task.sleep(for: .microseconds(attempt * 200))
    terminal.signal(SIGINT)
    try await terminal.wait(for: "the command or the line to be dropped") {
      $0.text.contains("cancelled") || $0.text.contains("^C")
    }
    terminal.signal(SIGTERM)
    #expect(try await terminal.exited() == 143)
  }

  @Test(arguments: 0..<8)
  func `keys typed ahead are not lost, ctrl-d included`(attempt: Int) async throws {
    let terminal = try await startDemo()
    terminal.send("sleep 0\r")
    try await Task.sleep(for: .microseconds(attempt * 400))
    terminal.send("αβ\r\u{04}")
    #expect(try await terminal.exited() == 0)
    try await terminal.seeRow("got 2 characters: αβ")
  }

  @Test func `ctrl-z stops the session and the line is there again`() async throws {
    let terminal = try await startDemo()
    terminal.send("half")
    try await terminal.seeCursor(in: "demo» half")
    terminal.signal(SIGTSTP)
    try await terminal.wait(for: "the stop") { _ in terminal.processState == "T" }
    #expect(terminal.isSane)
    terminal.signal(SIGCONT)
    terminal.send("!")
    try await terminal.seeCursor(in: "demo» half!")
  }

  @Test func `a line of several rows is there once after the stop`() async throws {
    let terminal = try await startDemo()
    let words = (1...30).map { "word\($0)" }.joined(separator: " ")
    terminal.send(words)
    try await terminal.wait(for: "the words") { $0.cursorLine.hasSuffix("word30") }
    terminal.signal(SIGTSTP)
    try await terminal.wait(for: "the stop") { _ in terminal.processState == "T" }
    terminal.signal(SIGCONT)
    terminal.send("!")
    try await terminal.wait(for: "the line") { $0.cursorLine.hasSuffix("word30!") }
    let prompts = terminal.screen.text.split(separator: "\n").count {
      $0.hasPrefix("demo» word1 ")
    }
    #expect(prompts == 2, "the line before the stop and the line after it")
  }

  @Test func `a crash leaves the terminal as it was found`() async throws {
    let terminal = try await startDemo()
    terminal.send("crash\r")
    #expect([128 + SIGILL, 128 + SIGTRAP].contains(try await terminal.exited()))
    #expect(terminal.isSane)
  }

  @Test func `programs get a cooked terminal and default signals`() async throws {
    let terminal = try await startDemo()
    terminal.send("sh stty -a | grep -oE '[-]?icanon|[-]?echo ' | tr '\\n' '.'; echo\r")
    try await terminal.see("icanon.echo .")
    terminal.send("sh grep -E 'Sig(Blk|Ign)' /proc/self/status\r")
    try await terminal.see("SigBlk: 0000000000000000")
    // glibc's posix_spawn leaves its own two signals, 32 and 33, ignored.
    try await terminal.see("SigIgn: 0000000180000000")
  }
}
