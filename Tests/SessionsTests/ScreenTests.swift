import TerminalTesting
import TestKit
import Testing

/// What a person sees of koderz' own screen: pager, themes, colours.
@Suite(.paced) struct ScreenTests {
  private let lab = Lab()

  /// A pager that says how much it got, and stays until a key comes.
  private func usePager() {
    let path = lab.file(
      "pager",
      ["#!/bin/sh", "echo \"paged $(wc -l)\"", "read key < /dev/tty", "echo \"left by $key\""])
    lab.environment["KODERZ_PAGER"] = "sh \(path)"
  }

  @Test func `What is longer than the window goes through the pager, and nothing else does`()
    async throws
  {
    usePager()
    let terminal = try await lab.open()
    terminal.send("help step\r")
    try await terminal.see("Make an attempt")
    #expect(!terminal.written.contains("paged"))
    terminal.send("help\r")
    try await terminal.see("paged")
    terminal.send("q\r")
    try await terminal.see("left by q")
    try await terminal.wait(for: "the prompt") { $0.cursorLine.hasSuffix("›") }
    terminal.send("\u{4}")
    #expect(try await terminal.exited() == 0)
  }

  @Test func `Ctrl-C in the pager ends the pager and not koderz`() async throws {
    usePager()
    let terminal = try await lab.open()
    terminal.send("help\r")
    try await terminal.see("paged")
    terminal.send("\u{3}")
    try await terminal.wait(for: "the prompt") { $0.cursorLine.hasSuffix("›") }
    terminal.send("info\r")
    try await terminal.see("session")
    terminal.send("\u{4}")
    #expect(try await terminal.exited() == 0)
  }

  @Test(arguments: ["", "cat"])
  func `Without a pager everything is printed`(pager: String) async throws {
    lab.environment["KODERZ_PAGER"] = pager
    let terminal = try await lab.open()
    terminal.send("help\r")
    try await terminal.see("explains one; apropos")
  }

  @Test func `The model and the cost stand at the right, as long as there is room`() async throws {
    let terminal = try await lab.open()
    terminal.send("set right-prompt on\r")
    try await terminal.wait(for: "the right prompt") {
      $0.cursorLine.hasSuffix("qwen2.5-coder:32b · $0.00")
    }
    terminal.send("guide " + String(repeating: "x", count: 90))
    try await terminal.wait(for: "only the line") { $0.cursorLine.hasSuffix("xxx") }
  }

  @Test func `A verb that is typed shows which arguments it lacks`() async throws {
    let terminal = try await lab.open()
    terminal.send("models use ")
    try await terminal.wait(for: "the arguments") { $0.cursorLine.hasSuffix("use ROLE [MODEL]") }
    terminal.send("coder ")
    try await terminal.wait(for: "the rest") { $0.cursorLine.hasSuffix("use coder [MODEL]") }
  }

  @Test func `A theme changes the colours from the next line on`() async throws {
    let terminal = try await lab.open()
    terminal.send("use 1\r")
    try await terminal.wait(for: "the problem in the prompt") { $0.cursorLine.hasSuffix("1 ›") }
    let before = terminal.written.count
    terminal.send("set theme mono\r")
    try await terminal.see("theme = mono")
    terminal.send("no-such-verb\r")
    try await terminal.see("unknown verb")
    let after = terminal.written.dropFirst(before)
    #expect(after.contains("\u{1B}[1;4m"))
    #expect(!after.contains("\u{1B}[31m"))
  }

  @Test(
    arguments: [
      (["--color", "never"], [:], false), (["--color", "always"], ["NO_COLOR": "1"], true),
      ([], ["NO_COLOR": "1"], false), ([], [:], true),
    ] as [([String], [String: String], Bool)])
  func `The line that is typed is coloured as the output is, and what is dim is so anyway`(
    options: [String], environment: [String: String], isColoured: Bool
  ) async throws {
    lab.environment.merge(environment) { $1 }
    let terminal = try await lab.open(options)
    terminal.send("note \"x\"")
    try await terminal.seeCursor(in: "koderz › note \"x\"")
    #expect(terminal.written.contains(#/\x1B\[(\d+;)*3[0-7]m/#) == isColoured)
    #expect(terminal.written.contains("\u{1B}[2mkoderz"))
  }

  @Test func `A narrow window gets a short prompt, and further lines begin at its edge`()
    async throws
  {
    let terminal = try await lab.open()
    terminal.send("use Starter/4\r")
    try await terminal.seeCursor(in: "koderz Starter/4 ›")
    terminal.resize(width: 34, height: 20)
    try await terminal.seeCursor(in: "Starter/4 ›")
    terminal.send("note it's\r")
    try await terminal.seeCursor(in: "·")
    try await terminal.see("a quote is open: ' closes it")
    terminal.send("fine'\r")
    try await terminal.seeCursor(in: "Starter/4 ›")
    try await terminal.seeNoMore("a quote is open")
  }

  @Test(
    arguments: [
      ([], ["CLICOLOR_FORCE": "1"], true), ([], ["CLICOLOR_FORCE": "0"], false), ([], [:], false),
      ([], ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
      (["--color", "always"], ["NO_COLOR": "1"], true),
      (["--color", "never"], ["CLICOLOR_FORCE": "1"], false),
    ] as [([String], [String: String], Bool)])
  func `Colours on a pipe are there when they are forced`(
    options: [String], environment: [String: String], isColoured: Bool
  ) async throws {
    lab.environment.merge(environment) { $1 }
    let run = try await lab.runOnce(options + ["-e", "problems"])
    #expect(run.output.contains("\u{1B}[") == isColoured)
  }
}
