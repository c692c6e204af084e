import Glibc
import LineEditor
import Presentation
import Shell

/// What the standard streams can show.
enum Terminal {
  /// What the terminal can do, with colours as the option says.
  static func capabilities(
    _ options: Koderz, _ environment: [String: String]
  ) -> TerminalCapabilities {
    var capabilities = TerminalCapabilities(environment: environment)
    capabilities.usesColour =
      capabilities.canDraw && isColoured(capabilities, options, environment)
    return capabilities
  }

  /// Whether output is coloured, on a terminal or elsewhere.
  private static func isColoured(
    _ capabilities: TerminalCapabilities, _ options: Koderz, _ environment: [String: String]
  ) -> Bool {
    switch options.color {
    case "always": true
    case "never": false
    default: capabilities.usesColour || isColourForced(environment)
    }
  }

  static func output(
    _ console: Console, _ options: Koderz, _ environment: [String: String]
  ) -> Output {
    let capabilities = console.capabilities
    let color = isColoured(capabilities, options, environment)
    let pager = Pager(console, options, environment)
    return Output(
      out: { console.print(Self.withoutLastNewline($0)) },
      err: { console.printError(Self.withoutLastNewline($0)) },
      status: { $0.isEmpty ? console.clearStatus() : console.status(rows: $0) },
      progress: progress(console, environment),
      isBroken: { console.isBroken }, width: { console.width },
      page: { pager?.page($0) ?? false },
      link: color && FileLink.isKnown(to: environment) ? fileLink() : nil, color: color,
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

  /// Whether colours are wanted wherever output goes.
  ///
  /// **Source**: https://bixense.com/clicolors
  private static func isColourForced(_ environment: [String: String]) -> Bool {
    let isUnwanted = !environment["NO_COLOR", default: ""].isEmpty
    return !isUnwanted && !["", "0"].contains(environment["CLICOLOR_FORCE", default: ""])
  }

  private static func fileLink() -> FileLink {
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, host.count - 1)
    let folder = getcwd(nil, 0).map { path in
      defer { free(path) }
      return String(cString: path)
    }
    let name = host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return FileLink(host: String(decoding: name, as: UTF8.self), folder: folder ?? "/")
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
