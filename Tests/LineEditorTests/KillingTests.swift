import TerminalTesting
import TestKit
import Testing

@Suite(.paced, .serialized, .timeLimit(.minutes(2)))
struct `Deleting and putting back on a terminal` {
  @Test(arguments: [
    // Deletions that follow each other are put back as one, those apart are not.
    ("a b c d\u{17}\u{17}\u{17}\u{19}", "a b c d", 13),
    ("ab cd ef\u{1B}\u{7F}\u{15}\u{19}", "ab cd ef", 14),
    ("ab cd ef\u{1}\u{1B}d\u{1B}d\u{0B}x\u{19}", "xab cd ef", 15),
    ("a日 e\u{301}\u{17}\u{17}\u{19}", "a日 e\u{301}", 11),
    ("a b c\u{17}x\u{17}\u{17}\u{19}", "a b x", 11), ("a b c\u{1B}2\u{17}\u{19}", "a b c", 11),
    ("a b\u{17}\u{17}\u{1F}\u{1F}", "a b", 9), ("x a b\u{17}\u{17}\u{19}\u{1F}", "x", 8),
    // Alt-Y puts an older one in its place, around the ring's end.
    ("one\u{17}two\u{17}x\u{19}\u{1B}y", "xone", 10),
    ("one\u{17}two\u{17}x\u{19}\u{1B}y\u{1B}y", "xtwo", 10),
    ("one\u{17}x\u{1B}y\u{19}", "xone", 10),
  ])
  func `keys delete and put back`(keys: String, line: String, column: Int) async throws {
    let terminal = try await startDemo()
    terminal.send(keys)
    try await terminal.seeCursor(in: "demo» " + line, column: column)
  }

  @Test func `the user's key for a deletion goes into the ring too`() async throws {
    let files = TemporaryFiles()
    files.write("bind ^T em-kill-line\nbind ^O em-yank\n", to: "editrc")
    let terminal = try await startDemo(["EDITRC": files.path(of: "editrc")])
    terminal.send("one two" + Keys.control("w") + Keys.control("t") + "x" + Keys.control("o"))
    try await terminal.seeCursor(in: "demo» xone two", column: 14)
  }

  @Test func `a macro deletes and inserts in its order`() async throws {
    let files = TemporaryFiles()
    files.write("bind -s ^T '^Wnew'\n", to: "editrc")
    let terminal = try await startDemo(["EDITRC": files.path(of: "editrc")])
    terminal.send("one two" + Keys.control("t"))
    try await terminal.seeCursor(in: "demo» one new", column: 13)
    terminal.send(Keys.control("y"))
    try await terminal.seeCursor(in: "demo» one newtwo", column: 16)
  }

  @Test func `what is deleted while one inserts with vi keys is what p inserts`() async throws {
    let terminal = try await startDemo(["DEMO_KEYMAP": "vi"])
    terminal.send("one two" + Keys.control("w"))
    try await terminal.seeCursor(in: "demo» one", column: 10)
    terminal.send(Keys.escape + "p")
    try await terminal.seeRow("demo» one two")
  }
}
