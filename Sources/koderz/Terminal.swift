import Glibc
import LineEditor
import Workbench

/// What the standard streams can show.
enum Terminal {
  static func output(
    _ console: Console, _ options: Koderz, _ environment: [String: String]
  ) -> Output {
    let capabilities = console.capabilities
    let color: Bool =
      switch options.color {
      case "always": true
      case "never": false
      default: capabilities.usesColour
      }
    return Output(
      out: { console.print(Self.withoutLastNewline($0)) },
      err: { console.printError(Self.withoutLastNewline($0)) },
      status: { $0.isEmpty ? console.clearStatus() : console.status($0) },
      progress: progress(console, environment),
      isBroken: { console.isBroken }, width: { console.width }, color: color,
      unicode: isUTF8(environment), isTerminal: capabilities.canDraw,
      mode: options.json ? .json : options.quiet ? .quiet : .text)
  }

  /// The line below the output when that is a terminal, else a line on standard error if that is one.
  private static func progress(
    _ console: Console, _ environment: [String: String]
  ) -> (@Sendable (String) -> Void)? {
    let isDumb = ["", "dumb"].contains(environment["TERM"] ?? "")
    guard isatty(STDERR_FILENO) == 1, !isDumb else { return nil }
    if console.capabilities.canDraw {
      return { $0.isEmpty ? console.clearStatus() : console.status($0) }
    }
    let eraseLine = "\r\u{1B}[K"
    return { console.printError(eraseLine + $0.prefix(79), terminator: "") }
  }

  private static func withoutLastNewline(_ text: String) -> String {
    text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// Whether the locale writes UTF-8; without a word on it, it does.
  private static func isUTF8(_ environment: [String: String]) -> Bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
    guard let locale = names.first(where: { !$0.isEmpty }) else { return true }
    return locale.lowercased().contains("utf") || locale == "C" || locale == "POSIX"
  }
}
