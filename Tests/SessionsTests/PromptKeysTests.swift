import Glibc
import TerminalTesting
import TestKit
import Testing

/// The keys of koderz's prompt, on a terminal.
@Suite(.paced, .serialized, .timeLimit(.minutes(3))) struct PromptKeysTests {
  let lab = Lab()

  /// At the prompt, with these lines in the history.
  private func open(history: [String] = [], _ arguments: [String] = []) async throws -> Terminal {
    for folder in ["state", "state/koderz"] { mkdir(lab.files.path(of: folder), 0o700) }
    if !history.isEmpty { _ = lab.file("state/koderz/history", history) }
    return try await lab.open(arguments)
  }

  /// One after the other in one session, each on a line of its own.
  @Test func `emacs keys edit the line`() async throws {
    let terminal = try await open(history: ["use Starter/1", "use Starter/7", "step 2"])
    let cases = [
      ("one two\u{17}", "one"), ("one two\u{1B}[1;5D\u{B}\u{19}", "one two"),
      ("abc\u{17}\u{1F}", "abc"), ("abc\u{17}\u{18}\u{15}", "abc"), ("abc\u{1}x\u{5}y", "xabcy"),
      ("us\u{1B}[A\u{1B}[A", "use Starter/1"), ("us\u{1B}[A\u{1B}[A\u{1B}[B", "use Starter/7"),
      ("\u{12}tarter\u{12}", "use Starter/1"), ("\u{13}tarter\u{13}", "use Starter/7"),
      ("x \u{1B}.", "x 2"), ("x \u{1B}.\u{1B}.\u{1B}.", "x Starter/1"),
      ("日本語 👩‍👩‍👧 e\u{301} 🇩🇪 👍🏽!\u{1B}[D\u{7F}\u{7F}\u{7F}", "日本語 👩‍👩‍👧 e\u{301} !"),
    ]
    for (keys, line) in cases {
      terminal.send(keys)
      try await terminal.wait(for: "«\(line)» of \(keys.debugDescription)") {
        $0.cursorLine == "koderz › " + line
      }
      terminal.send("\u{3}")
      try await terminal.seeCursor(in: "koderz ›", column: 9)
    }
  }

  @Test func `vi keys can be chosen at any time, and the editrc is kept`() async throws {
    _ = lab.file(".editrc", ["bind ^T ed-move-to-beg"])
    let terminal = try await open()
    terminal.send("set editing-mode vi\r")
    try await terminal.seeCursor(in: "koderz ›")
    terminal.send("one two\u{1B}")
    try await terminal.seeCursor(in: "koderz › one two", column: 15)
    terminal.send("0dwu")
    try await terminal.seeCursor(in: "koderz › one two")
    terminal.send("A!\u{14}>")
    try await terminal.seeCursor(in: "koderz › >one two!")
    terminal.send("\u{3}set editing-mode emacs\r")
    try await terminal.seeCursor(in: "koderz ›")
    terminal.send("abc\u{1}x\u{5}\u{14}y")
    try await terminal.seeCursor(in: "koderz › yxabc")
  }

  @Test func `ctrl-x ctrl-e opens the line in VISUAL`() async throws {
    let editor = lab.file("editor", ["#!/bin/sh", "sed -i s/one/two/ \"$1\""])
    chmod(editor, 0o755)
    lab.environment["VISUAL"] = editor
    lab.environment["EDITOR"] = "false"
    let terminal = try await open()
    terminal.send("note one\u{18}\u{5}")
    try await terminal.seeCursor(in: "koderz › note two")
  }

  @Test func `400 pasted lines are one input and one entry of the history`() async throws {
    let terminal = try await open()
    terminal.send("use Starter/1\r")
    try await terminal.seeCursor(in: "koderz Starter/1 ›")
    let lines = (1...400).map { "line \($0)" }
    terminal.send("\u{1B}[200~guide <<END\n" + lines.joined(separator: "\n") + "\nEND\n\u{1B}[201~")
    try await terminal.wait(for: "the end of the paste") { $0.cursorLine.hasSuffix("· END") }
    terminal.send("\r")
    try await terminal.wait(for: "the guidance") { $0.cursorLine.hasSuffix("+g1 ›") }
    let pasted = "guide <<END\\n" + lines.joined(separator: "\\n") + "\\nEND\n"
    #expect(lab.files.read("state/koderz/history") == "use Starter/1\n" + pasted)
  }

  @Test func `a here-document and a line that goes on have a prompt of their own`() async throws {
    let terminal = try await open()
    terminal.send("use \\\rStarter/2\r")
    try await terminal.seeCursor(in: "koderz Starter/2 ›")
    #expect(terminal.screen.lines.contains("       · Starter/2"))
    terminal.send("guide <<END\rlook\r\"here\rEND\r")
    try await terminal.wait(for: "the guidance") { $0.cursorLine.hasSuffix("+g1 ›") }
    terminal.send("show editing-mode\r")
    try await terminal.see("editing-mode")
  }

  @Test func `the line survives narrow, wide and low windows`() async throws {
    let terminal = try await open()
    let text = "note " + String(repeating: "0123456789", count: 6)
    terminal.send(text)
    try await terminal.seeCursor(in: "koderz › " + text)
    terminal.resize(width: 40, height: 40)
    try await terminal.seeCursor(in: String((" ".dropFirst() + "koderz › " + text).dropFirst(40)))
    terminal.resize(width: 110, height: 40)
    try await terminal.seeCursor(in: "koderz › " + text)
    terminal.resize(width: 20, height: 2)
    terminal.send("!")
    try await terminal.wait(for: "the end of the line") { $0.cursorLine.hasSuffix("!") }
    terminal.resize(width: 110, height: 40)
    try await terminal.seeCursor(in: "koderz › " + text + "!")
  }

  @Test func `a notice comes above the line that is typed`() async throws {
    let terminal = try Terminal(
      "/bin/sh", arguments: try Lab.commandLine(["--workspace", lab.workspace]),
      environment: lab.environment, width: 110, height: 40)
    terminal.send("half a li")
    try await terminal.see("connection refused")
    terminal.send("ne")
    try await terminal.seeCursor(in: "koderz › half a line")
    #expect(terminal.screen.text.ranges(of: "half a line").count == 1)
  }

  @Test func `ctrl-z gives the terminal back, and the line is there again`() async throws {
    let terminal = try await open()
    terminal.send("half")
    try await terminal.seeCursor(in: "koderz › half")
    terminal.send("\u{1A}")
    try await terminal.wait(for: "the stop") { _ in terminal.processState == "T" }
    #expect(terminal.isSane)
    terminal.signal(SIGCONT)
    terminal.send("!")
    try await terminal.seeCursor(in: "koderz › half!")
    #expect(terminal.screen.isPasteBracketed)
  }

  @Test func `keys typed while a verb runs are the next line's`() async throws {
    let terminal = try await open(["--sim-speed", "200"])
    terminal.send("models use coder sim:1:1\ruse Starter/1\rstep\rnote typed 日本 ahead\r")
    try await terminal.wait(for: "the note") { screen in
      screen.lines.contains { $0.hasSuffix("› note typed 日本 ahead") }
        && screen.cursorLine.hasSuffix("@1 ✓ ›")
    }
  }

  // MARK: Ctrl-C

  @Test(arguments: [
    "half", "guide <<END\rone\rtwo", "guide \"one\rtwo", "step \\\r", "\u{12}ste", "\u{13}",
    "se\t\t", "\u{1B}[200~a\nb\u{1B}[201~",
  ])
  func `ctrl-c drops the line, wherever it stands, and what follows is a new one`(
    keys: String
  ) async throws {
    let terminal = try await open(history: ["step 1"])
    terminal.send(keys + "\u{3}use Starter/3\r")
    try await terminal.seeCursor(in: "koderz Starter/3 ›")
    #expect(terminal.screen.text.contains("^C"))
  }

  @Test func `ctrl-c stops the candidate that hangs, and the attempts before it are kept`()
    async throws
  {
    let answers = ["    return []", "    while True: pass"].map { body in
      "{\"task_id\": \"Starter/1\", \"role\": \"coder\", \"response\": "
        + "\"```python\\ndef \(Self.entryPoint)(*a, **k):\\n\(body)\\n```\"}"
    }
    let recording = lab.file("recording.jsonl", answers)
    let terminal = try await open(["--session", "mine"])
    terminal.send("set cpu-limit 60\rmodels use coder recorded:\(recording)\ruse Starter/1\rstep\r")
    try await terminal.wait(for: "the first verdict") { $0.cursorLine.contains("@1 ✗") }
    terminal.send("step\r")
    try await terminal.wait(for: "the run") { screen in
      screen.lines.contains { $0.hasPrefix("  running the tests … ") }
    }
    terminal.send("\u{3}")
    try await terminal.wait(for: "the prompt") { $0.cursorLine.contains("@1 ✗") }
    terminal.send("\u{4}")
    #expect(try await terminal.exited() == 0)
    #expect(terminal.isSane)
  }

  /// As the first starter problem names it.
  private static let entryPoint = "trim_readings"

  @Test func `a second ctrl-c leaves with 130 and a sane terminal`() async throws {
    let terminal = try await open()
    terminal.send("!trap '' INT; echo started; sleep 40\r")
    try await terminal.wait(for: "the program's word") { $0.lines.contains("started") }
    terminal.send("\u{3}")
    // On a busy machine more than two seconds may pass between two of them: then a third does it.
    var polls = 0
    try await terminal.wait(for: "the end") { _ in
      polls += 1
      if polls % 100 == 0 { terminal.send("\u{3}") }
      return terminal.exitStatus != nil
    }
    #expect(terminal.exitStatus == 130)
    #expect(terminal.isSane)
  }

  @Test(arguments: [
    (SIGTERM, "half", 143), (SIGHUP, "half", 129), (SIGTERM, "\u{12}x", 143),
    (SIGHUP, "guide <<END\rx", 129), (SIGSEGV, "half", 139), (SIGABRT, "half", 134),
  ])
  func `the terminal is sane after a signal that ends the session`(
    signal: Int32, keys: String, status: Int32
  ) async throws {
    let terminal = try await open()
    terminal.send(keys)
    try await terminal.wait(for: "the keys") {
      $0.cursorLine != "koderz ›" || $0.text.contains("history search")
    }
    #expect(!terminal.isSane)
    terminal.signal(signal)
    #expect(try await terminal.exited() == status)
    #expect(terminal.isSane)
  }

  // MARK: A dumb terminal

  @Test func `on a dumb terminal lines, here-documents and ctrl-c work without any motion`()
    async throws
  {
    lab.environment["TERM"] = "dumb"
    let terminal = try await open()
    terminal.send("use \\\rStarter/2\r")
    try await terminal.seeCursor(in: "koderz Starter/2 ›")
    #expect(terminal.screen.text.contains("       · Starter/2"))
    terminal.send("guide <<END\rlook\r")
    try await terminal.wait(for: "the line") { $0.cursorLine.hasSuffix("·") }
    terminal.send("\u{3}")
    try await terminal.seeCursor(in: "koderz Starter/2 ›")
    terminal.send("guide <<END\rlook\rEND\r")
    try await terminal.wait(for: "the guidance") { $0.cursorLine.hasSuffix("+g1 ›") }
    terminal.send("\u{4}")
    #expect(try await terminal.exited() == 0)
    #expect(terminal.isSane && !terminal.written.contains("\u{1B}"))
  }
}
