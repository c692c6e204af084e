import Experiments
import Glibc
import LineEditor
import TerminalText

/// The person's pager, for what is longer than the window.
struct Pager: Sendable {
  private let console: Console
  private let command: String
  private let environment: [String: String]

  /// `KODERZ_PAGER`, else `PAGER`, else `less` where it is installed; nil where no one sits at a
  /// terminal, or where the variable is empty or `cat`.
  init?(_ console: Console, _ options: Koderz, _ environment: [String: String]) {
    let capabilities = console.capabilities
    guard capabilities.isInteractive, capabilities.canDraw, options.verb.isEmpty,
      options.inputs.isEmpty,
      let command = environment["KODERZ_PAGER"] ?? environment["PAGER"]
        ?? (Self.isInstalled("less", environment) ? "less" : nil),
      !["", "cat"].contains(command)
    else { return nil }
    self.console = console
    self.command = command
    self.environment = environment.merging(
      ["LESS": "FRX", "LESSCHARSET": "utf-8"], uniquingKeysWith: { own, _ in own })
  }

  private static func isInstalled(_ name: String, _ environment: [String: String]) -> Bool {
    (environment["PATH"] ?? "").split(separator: ":").contains {
      access("\($0)/\(name)", X_OK) == 0
    }
  }

  /// Shows a text that does not fit, and waits until the person has seen it.
  ///
  /// Returns false when it fits, or when the pager could not be started.
  func page(_ text: String) -> Bool {
    guard rows(of: text) >= console.height else { return false }
    let folder = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let path = "\(folder)/koderz-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).page"
    defer { unlink(path) }
    guard (try? LocalFiles.files.write(path, Array(text.utf8))) != nil else { return false }
    let line = "\(command) < '\(path)'"
    return console.runProgram(["/bin/sh", "-c", line], environment: environment) != 127
  }

  /// Rows that a text takes in the window, escape sequences aside.
  private func rows(of text: String) -> Int {
    let width = max(1, console.width)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().reduce(0) {
      $0 + max(1, (TextWidth.columns(of: Self.visible($1)) + width - 1) / width)
    }
  }

  private static func visible(_ line: Substring) -> String {
    String(line.replacing(#/\u{1B}(\[[0-9;]*m|\]8;[^\u{1B}]*\u{1B}\\)/#, with: ""))
  }
}
