import Glibc
import TerminalTesting
import TestKit
import Testing

/// koderz at a terminal.
@Suite(.paced)
struct ConversationTests {
  let lab = Lab()

  @Test func `it greets, says which models it uses and shows the prompt`() async throws {
    let terminal = try await lab.open()
    let lines = terminal.screen.lines
    #expect(lines[0].hasPrefix("koderz 0.1.0 · workspace \(lab.workspace) · session 20"))
    #expect(terminal.screen.text.contains("28 problems"))
    #expect(terminal.screen.text.contains("models: coder qwen2.5-coder:32b · spec gpt-oss:20b"))
    #expect(terminal.screen.text.contains("connection refused"))
    #expect(terminal.screen.cursorLine == "koderz ›")
  }

  @Test func `it goes on with a person's session, not with what a script began later`()
    async throws
  {
    let first = try await lab.open(["--session", "mine"])
    first.send("note hello\r\u{4}")
    try await first.see("session mine saved")
    #expect(try await first.exited() == 0)
    let script = try await lab.run(["--session", "night", "-e", "note by a script"])
    #expect(script.status == 0)
    let second = try await lab.open()
    #expect(second.screen.lines[0].contains("session mine ("))
  }

  @Test func `the prompt follows the problem and the attempt`() async throws {
    let terminal = try await lab.open()
    terminal.send("use starter/2\r")
    try await terminal.see("koderz Starter/2 ›")
    terminal.send("models use coder sim:0.1:8\rstep\r")
    try await terminal.see("koderz Starter/2 @1 ✗")
    terminal.send("guide \"look again\"\r")
    try await terminal.wait(for: "guidance in the prompt") { $0.cursorLine.hasSuffix("+g1 ›") }
  }

  @Test(arguments: [
    ("bran\t", "koderz › branches"), ("session ver\t", "koderz › session verify"),
    ("use Starter/28\t", "koderz › use Starter/28"), ("use st/28\t", "koderz › use Starter/28"),
  ])
  func `Tab completes verbs, their words and problems`(keys: String, line: String) async throws {
    let terminal = try await lab.open()
    terminal.send(keys)
    try await terminal.seeCursor(in: line)
  }

  @Test(arguments: ["load ~/my\t\r", "load 'HOME/my\t\r", "load \"HOME/my\t\r"])
  func `Tab and Enter load a file with blanks and signs in its name`(keys: String) async throws {
    let problems = lab.files.path(of: "my set;1.jsonl")
    let copy = try await PipedProgram.run(
      "/bin/cp", arguments: [Lab.packageRoot + "/data/starter.jsonl", problems], input: "")
    #expect(copy.status == 0)
    let terminal = try await lab.open()
    terminal.send(keys.replacing("HOME", with: lab.files.directory))
    try await terminal.see("my set;1.jsonl · 28 problems")
  }

  @Test func `Ctrl-C at the prompt drops the line`() async throws {
    let terminal = try await lab.open()
    terminal.send("frobnicate")
    try await terminal.seeCursor(in: "koderz › frobnicate")
    terminal.send("\u{3}")
    try await terminal.seeCursor(in: "koderz ›")
    terminal.send("use starter/1\r")
    try await terminal.see("koderz Starter/1 ›")
    #expect(!terminal.screen.text.contains("unknown verb"))
  }

  @Test func `Ctrl-C stops a step, which counts as no attempt`() async throws {
    let terminal = try await lab.open(["--sim-speed", "5"])
    terminal.send("models use coder sim:1:1\ruse starter/1\rstep\r")
    try await terminal.see("tok/s")
    terminal.send("\u{3}")
    try await terminal.wait(for: "the prompt") { $0.cursorLine == "koderz Starter/1 ›" }
    terminal.send("log\r")
    try await terminal.see("no attempt was made yet")
  }

  @Test func `Ctrl-C stops a program, and the prompt comes back`() async throws {
    let terminal = try await lab.open()
    // Without exec, dash loses a Ctrl-C that comes between its vfork and the sleeper's exec.
    terminal.send("use starter/1\r!echo started; exec sleep 60\r")
    try await terminal.wait(for: "the program's word") { $0.lines.contains("started") }
    terminal.send("\u{3}")
    try await terminal.wait(for: "the prompt") { $0.cursorLine == "koderz Starter/1 ›" }
    terminal.send("note after\r")
    try await terminal.wait(for: "the prompt again") { $0.cursorLine == "koderz Starter/1 ›" }
  }

  @Test func `Ctrl-D leaves with 0 and says that the session is saved`() async throws {
    let terminal = try await lab.open(["--session", "mine"])
    terminal.send("use starter/1\r")
    try await terminal.see("koderz Starter/1 ›")
    terminal.send("\u{4}")
    #expect(try await terminal.exited() == 0)
    #expect(terminal.screen.text.contains("session mine saved · 4 events"))
    #expect(terminal.isCooked)
  }

  @Test func `quit leaves like Ctrl-D`() async throws {
    let terminal = try await lab.open(["--session", "mine"])
    terminal.send("use starter/1\rquit\r")
    #expect(try await terminal.exited() == 0)
    #expect(terminal.screen.text.contains("session mine saved"))
    #expect(terminal.isCooked)
  }

  @Test func `SIGTERM leaves with 143 and the session saved`() async throws {
    let terminal = try await lab.open(["--session", "mine"])
    terminal.send("use starter/1\r")
    try await terminal.see("koderz Starter/1 ›")
    terminal.signal(SIGTERM)
    #expect(try await terminal.exited() == 143)
    #expect(terminal.screen.text.contains("session mine saved · 4 events"))
    #expect(terminal.isCooked)
    let check = try await lab.run(["--session", "mine", "-e", "session verify"])
    #expect(check.status == 0)
  }

  @Test func `a mistake is shown under the line, and the conversation goes on`() async throws {
    let terminal = try await lab.open()
    terminal.send("spet\r")
    try await terminal.see("nearest: set, spec, step")
    terminal.send("use starter/1\r")
    try await terminal.see("koderz Starter/1 ›")
  }

  @Test func `the next start goes on with the session and knows what was typed`() async throws {
    let first = try await lab.open()
    first.send("models use coder sim:0.1:8\ruse starter/2\rstep\r")
    try await first.see("koderz Starter/2 @1 ✗")
    first.send("\u{4}")
    #expect(try await first.exited() == 0)
    #expect(
      lab.files.read("state/koderz/history")
        == "models use coder sim:0.1:8\nuse starter/2\nstep\n")

    let second = try await lab.open()
    try await second.see("koderz Starter/2 @1 ✗")
    second.send("\u{1B}[A\u{1B}[A")
    try await second.wait(for: "the line before the last") {
      $0.cursorLine.hasSuffix("› use starter/2")
    }
    second.send("\u{3}")
    try await second.wait(for: "an empty line") { $0.cursorLine.hasSuffix("✗6/7 ›") }
    second.send("step\r")
    try await second.see("koderz Starter/2 @2 ✗")
  }
}
