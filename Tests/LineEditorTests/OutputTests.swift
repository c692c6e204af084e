import Glibc
import TerminalTesting
import TestKit
import Testing

@Suite(.paced, .serialized, .timeLimit(.minutes(2))) struct `Output on a terminal` {
  @Test func `notices appear above the line and leave it intact`() async throws {
    let terminal = try await startDemo()
    terminal.send("notice 2\rhalf a li")
    try await terminal.seeRow("[notice 1] done ✓")
    try await terminal.seeRow("[notice 2] done ✓")
    terminal.send("ne")
    try await terminal.seeCursor(in: "demo» half a line", column: 17)
    terminal.send(Keys.enter)
    try await terminal.seeRow("got 11 characters: half a line")
  }

  @Test func `a notice leaves a wrapped line and a menu intact`() async throws {
    let terminal = try await startDemo(width: 30)
    terminal.send("notice\r" + String(repeating: "x", count: 28) + " imo-\t")
    try await terminal.seeRow("[notice 1] done ✓")
    try await terminal.seeCursor(in: "xxxx imo-", column: 9)
    try await terminal.seeRow("  imo-1  imo-2  imo-3")
    #expect(terminal.screen.lines.filter { $0.hasPrefix("demo» xxx") }.count == 1)
  }

  @Test func `the status line is replaced, and gone when something is printed`() async throws {
    let terminal = try await startDemo()
    terminal.send("status\r")
    try await terminal.seeRow("half a row, the rest")
    try await terminal.seeCursor(in: "demo»")
    #expect(
      terminal.screen.lines.filter { !$0.isEmpty } == [
        "demo» status", "half a row, the rest", "demo»",
      ])
  }

  @Test func `the status line stands below the output while a command runs`() async throws {
    let terminal = try await startDemo()
    terminal.send("sleep 60\r")
    try await terminal.seeCursor(in: "working for a while…", column: 0)
    terminal.send(Keys.control("c"))
    try await terminal.seeCursor(in: "demo»")
    #expect(
      terminal.screen.lines.filter { !$0.isEmpty } == [
        "demo» sleep 60", "sleeping", "cancelled", "demo»",
      ])
  }

  @Test func `output without its newline is marked`() async throws {
    let terminal = try await startDemo(["NO_COLOR": "1"])
    terminal.send("partial\r")
    try await terminal.seeRow("no newline⏎")
    try await terminal.seeCursor(in: "demo»", column: 6)
  }
}

@Suite struct `Without a terminal` {
  private func run(_ input: String) async throws -> PipedProgram {
    try await PipedProgram.run(builtProduct("line-editor-demo"), input: input)
  }

  @Test func `lines come from a pipe, without prompt or echo`() async throws {
    let result = try await run("one\r\n日本\nlast")
    #expect(
      result.output == """
        got 3 characters: one
        got 2 characters: 日本
        got 4 characters: last

        """)
    #expect(result.status == 0)
  }

  @Test func `the status line is not written to a pipe`() async throws {
    #expect(try await run("status\n").output == "half a row, the rest\n")
  }

  @Test func `a reader that is gone ends the session`() async throws {
    let demo = try builtProduct("line-editor-demo")
    let pipe = "yes one | \(demo) | head -n 1; exit ${PIPESTATUS[1]}"
    let result = try await PipedProgram.run("/bin/bash", arguments: ["-c", pipe], input: "")
    #expect(result.output == "got 3 characters: one\n")
    #expect(result.status == 141)
  }

  @Test func `exit has its status`() async throws {
    #expect(try await run("exit 5\nignored\n").status == 5)
  }

  @Test func `a dumb terminal gets a prompt and the kernel's editing`() async throws {
    let terminal = try Terminal(
      builtProduct("line-editor-demo"), environment: ["TERM": "dumb"])
    try await terminal.seeCursor(in: "demo»", column: 6)
    #expect(terminal.isCooked)
    terminal.send("abd\u{7F}c\r")
    try await terminal.seeRow("got 3 characters: abc")
    try await terminal.seeCursor(in: "demo»")
    terminal.send("half")
    try await terminal.seeCursor(in: "demo» half")
    terminal.send(Keys.control("c"))
    try await terminal.seeCursor(in: "demo»", column: 6)
    terminal.signal(SIGTERM)
    #expect(try await terminal.exited() == 143)
  }
}
