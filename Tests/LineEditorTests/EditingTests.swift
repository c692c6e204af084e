import Glibc
import TerminalTesting
import TestKit
import Testing

@Suite(.paced, .serialized, .timeLimit(.minutes(2))) struct `Editing on a terminal` {
  @Test func `a line is run and ctrl-d leaves`() async throws {
    let terminal = try await startDemo()
    terminal.send("hello\r")
    try await terminal.seeRow("got 5 characters: hello")
    try await terminal.seeCursor(in: "demo»")
    terminal.send(Keys.control("d"))
    #expect(try await terminal.exited() == 0)
    #expect(terminal.isCooked)
  }

  @Test(arguments: [
    ("abc" + Keys.left + Keys.backspace, "ac", 7),
    ("abc" + Keys.home + Keys.delete, "bc", 6),
    ("abc" + Keys.control("a") + "x" + Keys.control("e") + "y", "xabcy", 11),
    ("one two" + Keys.control("w"), "one", 10),
    ("one two" + Keys.wordLeft + Keys.control("k") + Keys.control("y"), "one two", 13),
    ("one two" + Keys.control("u") + "x" + Keys.control("y"), "xone two", 14),
    ("abc" + Keys.control("w") + Keys.control("_"), "abc", 9),
    ("â ü é" + Keys.control("a") + Keys.delete, " ü é", 6),
    ("a\u{1B}[15~b\u{1B}[1;9Qc", "abc", 9),
    ("ab" + Keys.left + Keys.control("d"), "a", 7),
    ("abc" + Keys.control("w") + Keys.control("x") + Keys.control("u"), "abc", 9),
  ])
  func `keys edit the line`(keys: String, line: String, column: Int) async throws {
    let terminal = try await startDemo()
    terminal.send(keys)
    try await terminal.seeCursor(in: "demo» " + line, column: column)
  }

  @Test func `combining characters, CJK and emoji are edited whole`() async throws {
    let terminal = try await startDemo()
    terminal.send("日本語 👩‍👩‍👧 e\u{301} 🇩🇪 1️⃣!")
    try await terminal.seeCursor(in: "demo» 日本語 👩‍👩‍👧 e\u{301} 🇩🇪 1️⃣!", column: 24)
    terminal.send(Keys.left + Keys.backspace + Keys.backspace + Keys.backspace)
    try await terminal.seeCursor(in: "demo» 日本語 👩‍👩‍👧 e\u{301} !", column: 18)
    terminal.send(Keys.backspace + Keys.backspace + Keys.left + Keys.backspace)
    try await terminal.seeCursor(in: "demo» 日本語  !", column: 13)
    terminal.send(Keys.home + Keys.delete)
    try await terminal.seeCursor(in: "demo» 本語  !", column: 6)
  }

  @Test func `characters that act on a terminal are shown, not sent`() async throws {
    let terminal = try await startDemo()
    terminal.send(Keys.paste("a\u{1B}[2Jb\u{202E}c"))
    try await terminal.seeCursor(in: "demo» a␛[2Jb<U+202E>c")
  }

  @Test func `a pasted text is one input and one undo`() async throws {
    let terminal = try await startDemo()
    terminal.send("x" + Keys.paste("first\r  second\r\nthird\n"))
    try await terminal.seeCursor(in: "    · third", column: 11)
    try await terminal.seeRow("    ·   second")
    terminal.send(Keys.control("_"))
    try await terminal.seeCursor(in: "demo» x")
    terminal.send(Keys.paste("one\ntwo") + Keys.enter)
    try await terminal.seeRow("got 8 characters: xone|two")
  }

  @Test func `a long paste that comes in pieces is inserted whole`() async throws {
    let terminal = try await startDemo(width: 100, height: 50)
    let lines = (1...300).map { "line \($0)" }
    terminal.send(Keys.paste(lines.joined(separator: "\n")))
    try await terminal.seeCursor(in: "    · line 300")
    terminal.send(Keys.enter)
    try await terminal.see("got 2591 characters")
  }

  @Test func `an incomplete input goes on in another line`() async throws {
    let terminal = try await startDemo()
    terminal.send("  one\\\rtwo")
    try await terminal.seeCursor(in: "    ·   two")
    terminal.send(Keys.up + "X")
    try await terminal.seeCursor(in: "demo»   oneX\\")
    terminal.send(Keys.down + Keys.end + Keys.enter)
    try await terminal.seeRow("got 13 characters:   oneX\\|  two")
  }

  @Test func `alt-enter opens a line`() async throws {
    let terminal = try await startDemo()
    terminal.send("a" + Keys.altEnter + "b")
    try await terminal.seeCursor(in: "    · b", column: 7)
  }

  @Test func `1500 characters survive up and down`() async throws {
    let files = TemporaryFiles()
    files.write("old\n", to: "history")
    let terminal = try await startDemo(["DEMO_HISTORY": files.path(of: "history")])
    let text = String(repeating: "0123456789", count: 150)
    terminal.send(text)
    try await terminal.see("demo» 0123456789")
    // Nothing in the history begins so: the walk finds nothing, the text stays.
    terminal.send(Keys.up + Keys.down + Keys.home + Keys.control("k") + Keys.up)
    try await terminal.seeCursor(in: "demo» old")
    terminal.send(Keys.down + Keys.control("y") + Keys.enter)
    try await terminal.see("got 1500 characters: 0123456789")
  }

  @Test func `an input taller than the screen can be edited at its top`() async throws {
    let terminal = try await startDemo(width: 40, height: 8)
    terminal.send(Keys.paste((1...20).map { "row \($0)" }.joined(separator: "\n")))
    try await terminal.seeCursor(in: "    · row 20")
    for _ in 1...19 { terminal.send(Keys.up) }
    terminal.send(Keys.home + "X")
    try await terminal.seeCursor(in: "demo» Xrow 1")
  }

  @Test func `a window smaller than the input does no harm`() async throws {
    let terminal = try await startDemo(width: 60, height: 24)
    terminal.send(Keys.paste((1...20).map { "row \($0)" }.joined(separator: "\n")))
    try await terminal.seeCursor(in: "    · row 20")
    terminal.resize(width: 60, height: 12)
    terminal.send("!")
    try await terminal.seeCursor(in: "    · row 20!")
    terminal.resize(width: 20, height: 3)
    terminal.send("?")
    try await terminal.seeCursor(in: "    · row 20!?")
    terminal.resize(width: 80, height: 2)
    terminal.send("." + Keys.enter)
    try await terminal.seeCursor(in: "demo»")
  }

  @Test func `a wider window joins the rows of the input again`() async throws {
    let terminal = try await startDemo(width: 40, height: 12)
    terminal.send(String(repeating: "x", count: 50))
    try await terminal.seeCursor(in: String(repeating: "x", count: 16))
    terminal.resize(width: 100, height: 12)
    try await terminal.seeCursor(in: "demo» " + String(repeating: "x", count: 50), column: 56)
  }

  @Test func `ctrl-l clears the screen and keeps the line`() async throws {
    let terminal = try await startDemo()
    terminal.send("one\r")
    try await terminal.see("got 3")
    terminal.send("two" + Keys.control("l"))
    try await terminal.wait(for: "a clear screen") { $0.lines[0] == "demo» two" && $0.y == 0 }
  }

  @Test func `a hint stands under the line`() async throws {
    let terminal = try await startDemo()
    terminal.send("solve ")
    try await terminal.seeRow("solve <problem>")
    terminal.send(Keys.control("u"))
    try await terminal.seeNoMore("<problem>")
  }

  @Test(arguments: [("emacs", "\u{1B}x"), ("emacs", "\u{1B}X"), ("vi", "\u{1B}:i")])
  func `libedit's own prompt for commands is out of reach`(
    keymap: String, keys: String
  ) async throws {
    let terminal = try await startDemo(["DEMO_KEYMAP": keymap])
    terminal.send(keys + "\"")
    try await terminal.seeCursor(in: "demo» \"")
    terminal.send(Keys.escape)
    try await terminal.seeCursor(in: "demo» \"")
    terminal.send(Keys.control("c") + "exit 4\r")
    #expect(try await terminal.exited() == 4)
  }

  @Test func `vi keys work`() async throws {
    let terminal = try await startDemo(["DEMO_KEYMAP": "vi"])
    terminal.send("one two")
    try await terminal.seeCursor(in: "demo» one two")
    terminal.send(Keys.escape)
    try await terminal.seeCursor(in: "demo» one two", column: 12)
    terminal.send("0x")
    try await terminal.seeCursor(in: "demo» ne two", column: 6)
    terminal.send("dw")
    try await terminal.seeCursor(in: "demo» two", column: 6)
    terminal.send("u")
    try await terminal.seeCursor(in: "demo» ne two")
  }

  @Test func `a vi change is repeated, but not the lines before it`() async throws {
    let terminal = try await startDemo(["DEMO_KEYMAP": "vi"])
    terminal.send("hello" + Keys.enter)
    try await terminal.seeRow("got 5 characters: hello")
    terminal.send("ab" + Keys.escape + ".")
    try await terminal.seeCursor(in: "demo» aabb", column: 8)
    // The Enter in a change opens a line, also where the input is complete.
    terminal.send(Keys.control("c") + "one\\" + Keys.enter + "two" + Keys.escape + ".")
    try await terminal.seeRow("    · twone\\")
    try await terminal.seeCursor(in: "    · twoo", column: 8)
  }

  @Test func `a macro on an empty line cannot write before it`() async throws {
    let files = TemporaryFiles()
    files.write(
      "bind -v\nbind -a -s g '$ix'\nbind -a -s h '\\^iy'\n", to: "editrc")
    let terminal = try await startDemo(["EDITRC": files.path(of: "editrc")])
    terminal.send(Keys.escape + "g")
    try await terminal.seeCursor(in: "demo» x")
    terminal.send(Keys.control("c") + "a     " + Keys.escape + "0xh")
    try await terminal.seeCursor(in: "demo» y", column: 7)
    terminal.send(Keys.control("c") + "one two" + Keys.escape + "0wd$")
    try await terminal.seeCursor(in: "demo» one", column: 9)
  }

  @Test(arguments: [
    ("emacs", Keys.control("x") + Keys.control("x")), ("emacs", "\u{1B}w"), ("emacs", "\u{1B}p"),
    ("vi", Keys.escape + "_"), ("vi", Keys.escape + "U"), ("vi", Keys.escape + "J"),
  ])
  func `what libedit does with its mark and its history does no harm`(
    keymap: String, keys: String
  ) async throws {
    let terminal = try await startDemo(["DEMO_KEYMAP": keymap], width: 200, height: 60)
    let long = String(repeating: "long ", count: 500)
    terminal.send(Keys.paste(long) + keys + keys + Keys.paste(long) + Keys.enter)
    try await terminal.see("got 5000 characters")
  }

  @Test func `the keymap can change with every line, and the editrc is kept`() async throws {
    let files = TemporaryFiles()
    files.write("bind ^T ed-move-to-beg\n", to: "editrc")
    let terminal = try await startDemo(["EDITRC": files.path(of: "editrc")])
    for round in 0..<30 {
      terminal.send("vi\r")
      try await terminal.wait(for: "a prompt") { $0.cursorLine == "demo»" }
      terminal.send("ab\(round)" + Keys.escape)
      try await terminal.seeCursor(in: "demo» ab\(round)", column: 7 + "\(round)".count)
      terminal.send("0xi" + Keys.control("t"))
      try await terminal.seeCursor(in: "demo» b\(round)", column: 6)
      terminal.send(Keys.control("c") + "emacs\r")
      try await terminal.seeCursor(in: "demo»")
      terminal.send("ab" + Keys.control("t") + Keys.control("f") + Keys.control("k"))
      try await terminal.seeCursor(in: "demo» a", column: 7)
      terminal.send(Keys.control("c") + Keys.control("l"))
      try await terminal.wait(for: "a clear screen") { $0.lines[0] == "demo»" && $0.y == 0 }
    }
  }

  @Test func `the cursor of a vi motion rests before a grapheme, not in it`() async throws {
    let terminal = try await startDemo(["DEMO_KEYMAP": "vi"])
    terminal.send("a👩‍👩‍👧b" + Keys.escape)
    try await terminal.seeCursor(in: "demo» a👩‍👩‍👧b", column: 9)
    terminal.send("h")
    try await terminal.seeCursor(in: "demo» a👩‍👩‍👧b", column: 7)
    terminal.send("iX")
    try await terminal.seeCursor(in: "demo» aX👩‍👩‍👧b", column: 8)
  }

  @Test func `the editrc is respected`() async throws {
    let files = TemporaryFiles()
    files.write(
      """
      # mine
      bind ^T ed-move-to-beg
      demo:bind "\\e[15~" line-undo
      other:bind ^A ed-delete-prev-char

      """,
      to: "editrc")
    let terminal = try await startDemo(["EDITRC": files.path(of: "editrc")])
    terminal.send("abc" + Keys.control("t"))
    try await terminal.seeCursor(in: "demo» abc", column: 6)
    terminal.send("x\u{1B}[15~")
    try await terminal.seeCursor(in: "demo» abc")
    terminal.send(Keys.end + Keys.control("a"))
    try await terminal.seeCursor(in: "demo» abc", column: 6)
  }

  @Test(arguments: ["emacs", "vi"])
  func `an external editor changes the line`(keymap: String) async throws {
    let files = TemporaryFiles()
    files.write("#!/bin/sh\nsed -i s/one/two/ \"$1\"\n", to: "editor")
    chmod(files.path(of: "editor"), 0o755)
    let terminal = try await startDemo([
      "EDITOR": files.path(of: "editor"), "DEMO_KEYMAP": keymap,
    ])
    terminal.send("one fish" + Keys.control("x") + Keys.control("e"))
    try await terminal.seeCursor(in: "demo» two fish")
  }
}
