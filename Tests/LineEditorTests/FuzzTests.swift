import TerminalTesting
import TestKit
import Testing

/// Random keys and window sizes: whatever they are, the session must live and still run a line.
@Suite(.paced, .serialized, .timeLimit(.minutes(2))) struct `The editor under random keys` {
  @Test(arguments: 0..<40)
  func `it does not crash`(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let keymap = seed.isMultiple(of: 2) ? "emacs" : "vi"
    let terminal = try await startDemo(
      ["DEMO_KEYMAP": keymap, "EDITOR": "true"], width: 40, height: 10)
    for _ in 0..<100 {
      if Int.random(in: 0..<12, using: &random) == 0 {
        terminal.resize(
          width: .random(in: 1...100, using: &random), height: .random(in: 1...30, using: &random))
      } else {
        terminal.send(Fuzz.keys.randomElement(using: &random) ?? "")
      }
      // Sometimes the keys come faster than they are painted.
      if Bool.random(using: &random) { try await terminal.pause() }
    }
    terminal.resize(width: 80, height: 24)
    // Out of whatever mode it is in; then a line must run. A Ctrl-C may reach a command instead, and
    // what was typed before may stand in the same line, and a second one may leave with 130: any exit
    // that was asked for will do.
    var polls = 0
    try await terminal.wait(for: "life") { _ in
      polls += 1
      if polls % 50 == 1 { terminal.send(Keys.control("c")) }
      if polls % 50 == 25 { terminal.send("exit 7\r") }
      return terminal.exitStatus != nil
    }
    #expect(terminal.exitStatus.map { $0 < 128 || $0 == 130 } == true, "\(terminal.screen.dump)")
  }
}

private enum Fuzz {
  static let keys: [String] =
    [
      Keys.up, Keys.down, Keys.left, Keys.right, Keys.home, Keys.end, Keys.delete, Keys.wordLeft,
      Keys.wordRight, Keys.backTab, Keys.altEnter, Keys.backspace, Keys.enter, Keys.tab,
      Keys.escape, Keys.paste("a\nb\u{1B}c"), Keys.paste(String(repeating: "long ", count: 300)),
      "日", "e\u{301}", "👩‍👩‍👧", "∀", "solve ", "imo-", "\\", "\u{1B}b", "\u{1B}d", "\u{1B}[999X",
      "\u{FF}", "0", "$", "x", "dw", "cw", "p", "u", "i", "A", "r", "f",
    ] + "abefgklnprtuwy_".map { Keys.control($0) }
}
