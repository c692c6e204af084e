import Glibc
import TerminalTesting
import TestKit
import Testing

/// Random keys, verbs and window sizes typed into koderz: whatever they are, it lives, leaves when it
/// is asked to, and puts the terminal back.
@Suite(.paced, .serialized, .timeLimit(.minutes(60))) struct RandomKeysTests {
  /// All of them take minutes: KODERZ_FULL=1 swift test --filter RandomKeysTests; KODERZ_SEED=7 plays
  /// one of them.
  private static let isFull = getenv("KODERZ_FULL") != nil

  @Test func `no run of random keys crashes, hangs or leaves the terminal in disorder`()
    async throws
  {
    let only = getenv("KODERZ_SEED").flatMap { UInt64(String(cString: $0)) }
    let seeds = only.map { $0..<$0 + 1 } ?? (Self.isFull ? 0..<1000 : 0..<10)
    let length = Self.isFull ? 400 : 120
    var growth: [Int] = []
    try await withThrowingTaskGroup(of: RandomRun.Result.self) { group in
      var left = seeds.makeIterator()
      for seed in [left.next(), left.next()].compactMap({ $0 }) {
        group.addTask { try await RandomRun(seed: seed, length: length).play() }
      }
      while let result = try await group.next() {
        growth.append(result.growthKiB)
        if let failure = result.failure {
          let least = try await result.run.shrunk()
          let cause = least.map { "at least: \($0.actions)" } ?? "it does not fail every time"
          Issue.record("seed \(result.run.seed): \(failure)\n\(cause)")
        }
        if let seed = left.next() {
          group.addTask { try await RandomRun(seed: seed, length: length).play() }
        }
      }
    }
    growth.sort()
    let (median, most) = (growth[growth.count / 2], growth[growth.count - 1])
    if Self.isFull { print("\(growth.count) runs, growth in KiB: median \(median), most \(most)") }
    #expect(most < 32_768, "KiB more than after the first quarter")
  }
}

/// What is typed in one run.
struct RandomRun: Sendable {
  enum Action: Sendable, CustomStringConvertible {
    case keys(String)
    case resize(width: Int, height: Int)
    case suspend

    var description: String {
      switch self {
      case .keys(let keys): keys.debugDescription
      case .resize(let width, let height): "\(width)×\(height)"
      case .suspend: "suspend"
      }
    }
  }

  struct Result: Sendable {
    let run: RandomRun
    /// Nil when all is well.
    var failure: String?
    /// Memory at the end beyond that after the first quarter of the keys.
    var growthKiB = 0
  }

  let seed: UInt64
  var actions: [Action]

  init(seed: UInt64, length: Int) {
    self.seed = seed
    var random = SeededRandom(seed: seed)
    actions = (0..<length).map { _ in RandomRun.action(&random) }
    if !seed.isMultiple(of: 2) { actions.insert(.keys("set editing-mode vi\r"), at: 0) }
  }

  private static func action(_ random: inout SeededRandom) -> Action {
    switch Int.random(in: 0..<200, using: &random) {
    case 0..<12:
      .resize(
        width: .random(in: 1...120, using: &random), height: .random(in: 1...40, using: &random))
    case 12: .suspend
    case 13..<20: .keys(verbs.randomElement(using: &random) ?? "")
    default: .keys(keys.randomElement(using: &random) ?? "")
    }
  }

  /// Nothing here reaches outside of the workspace; `!` is not among them.
  private static let verbs = [
    "use Starter/1\r", "step\r", "spec\r", "log\r", "tree\r", "help\r", "show\r",
    "guide \"日本 x\"\r",
    "guide <<E\ra\rE\r", "undo\r", "diff\r", "why\r", "step\r\u{3}", "continue 2\r\u{3}",
    "set editing-mode vi\r", "set editing-mode emacs\r", "goto @1\r", "list\r", "preview\r",
  ]

  private static let keys: [String] =
    [
      "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[H", "\u{1B}[F", "\u{1B}[3~",
      "\u{1B}[1;5C", "\u{1B}[1;5D", "\u{1B}[Z", "\u{1B}\r", "\u{7F}", "\r", "\t", "\t\t", "\u{1B}",
      "\u{1B}[200~a\nb\u{1B}c\u{1B}[201~",
      "\u{1B}[200~" + String(repeating: "long ", count: 300)
        + "\u{1B}[201~", "\u{1B}[200~x\r\n\u{3}\0y\u{1B}[201~", "日", "e\u{301}", "👩‍👩‍👧", "🇩🇪", "👍🏽", "∀",
      "use ", "st", "HumanEval/", "\\", "\"", "'", "<<E ", ";", "#", "\u{1B}b", "\u{1B}d",
      "\u{1B}.",
      "\u{1B}[999X", "\u{1B}[15~", "\u{1B}O", "0", "$", "x", "dw", "cw", "p", "u", "i", "A", "r",
      "f", "v", "/", "?", "\u{3}", "a\u{4}", "\u{18}\u{5}", "\u{18}\u{15}", "\u{12}st", "\u{13}u",
    ] + "abefgklnprtuwy_".map { String(UnicodeScalar(($0.asciiValue ?? 0) & 0x1F)) }

  /// Types it all, then leaves.
  func play() async throws -> Result {
    var result = Result(run: self)
    let files = TemporaryFiles()
    let home = files.directory
    let koderz = try builtProduct("koderz")
    let terminal = try Terminal(
      "/bin/sh",
      arguments: [
        "-c", "cd \"$HOME\" && exec \"$0\" \"$@\"", koderz, "--workspace", home + "/lab",
      ],
      environment: [
        "HOME": home, "TMPDIR": home, "XDG_CONFIG_HOME": home + "/config", "EDITOR": "true",
        "XDG_STATE_HOME": home + "/state", "XDG_DATA_HOME": home + "/share",
        "OLLAMA_HOST": "127.0.0.1:1", "KODERZ_CODER": "sim:0.3", "KODERZ_SPEC_MODEL": "sim:0.3",
        "KODERZ_REVIEWER": "sim:0.3", "KODERZ_PAGER": "", "PAGER": "cat",
        "SWIFT_BACKTRACE": getenv("KODERZ_BACKTRACE").map { String(cString: $0) } ?? "enable=no",
      ], width: 60, height: 16)
    do {
      try await terminal.see("›")
      var random = SeededRandom(seed: seed &+ 1)
      var warm = 0
      for (index, action) in actions.enumerated() {
        if index == actions.count / 4 { warm = terminal.residentKiB }
        try await perform(action, on: terminal)
        // Sometimes the keys come faster than they are painted.
        if Bool.random(using: &random) { try await terminal.pause() }
        if terminal.exitStatus != nil { break }
      }
      result.growthKiB = max(0, terminal.residentKiB - warm)
      result.failure = try await leave(terminal)
    } catch {
      result.failure = "\(error)"
    }
    return result
  }

  private func perform(_ action: Action, on terminal: Terminal) async throws {
    switch action {
    case .keys(let keys): terminal.send(keys)
    case .resize(let width, let height): terminal.resize(width: width, height: height)
    case .suspend:
      terminal.signal(SIGTSTP)
      try await terminal.pause()
      terminal.signal(SIGCONT)
    }
  }

  /// Out of whatever it is in; returns what is wrong with the end.
  private func leave(_ terminal: Terminal) async throws -> String? {
    if terminal.exitStatus == nil { terminal.resize(width: 80, height: 24) }
    var polls = 0
    try await terminal.wait(for: "the end", atMost: .seconds(30)) { _ in
      polls += 1
      // A stop may have come later than the signal to go on.
      if polls % 100 == 1 { terminal.signal(SIGCONT) }
      if polls % 100 == 2 { terminal.send("\u{3}") }
      if polls % 100 == 50 { terminal.send("quit\r") }
      return terminal.exitStatus != nil
    }
    // Two Ctrl-C, one after the other, leave a verb that still runs.
    guard terminal.exitStatus == 0 || terminal.exitStatus == 130 else {
      return "ended with \(terminal.exitStatus ?? -1): …\(terminal.written.suffix(1000))"
    }
    return terminal.isSane
      ? nil
      : """
      \(terminal.disorder.joined(separator: ", ")) after \(terminal.exitStatus ?? -1)
      …\(terminal.written.suffix(1000).debugDescription)
      \(terminal.screen.dump)
      """
  }

  /// Without the actions that the failure does not need, as far as a few dozen runs tell.
  ///
  /// Nil when it hangs on more than the keys: the run does not fail again.
  func shrunk() async throws -> RandomRun? {
    guard try await play().failure != nil else { return nil }
    var least = self
    var size = actions.count / 2
    var tries = 0
    while size > 0, tries < 120 {
      var start = 0
      while start < least.actions.count, tries < 120 {
        tries += 1
        var shorter = least
        shorter.actions.removeSubrange(start..<min(start + size, least.actions.count))
        if try await shorter.play().failure != nil { least = shorter } else { start += size }
      }
      size /= 2
    }
    return least
  }
}
