import Glibc
import LineEditor

/// A shell with a few toy commands, for the tests to drive on a pseudo-terminal.
@main struct Demo {
  static func main() async {
    useUTF8Locale()
    let environment = readEnvironment()
    let console = Console(capabilities: TerminalCapabilities(environment: environment))
    console.listenForSignals()
    var settings = EditorSettings(program: "demo", environment: environment)
    if environment["DEMO_KEYMAP"] == "vi" { settings.keymap = .vi }
    let history = environment["DEMO_HISTORY"].map { path in
      HistoryFile(path: path) { $0.contains("sk-") }
    }
    let reader = await makeLineReader(
      console: console, settings: settings, hooks: DemoCommand.hooks, historyFile: history)
    let status = await serve(reader, console)
    console.restoreTerminal()
    exit(status)
  }

  private static func serve(_ reader: any LineReader, _ console: Console) async -> Int32 {
    var prompt = Prompt([StyledSpan("demo", .green), "» "])
    while true {
      switch await reader.readLine(prompt: prompt) {
      case .line(let line):
        prompt.keymap = Keymap(rawValue: line) ?? prompt.keymap
        let command = DemoCommand(line, console: console)
        if let status = command.exitStatus { return status }
        await console.run { await command.run() }
        if let signal = console.stopRequested { return 128 + signal }
        if console.isBroken { return 141 }
      case .interrupted:
        if !console.capabilities.isInteractive { return 130 }
      case .endOfInput: return 0
      case .terminated(let signal): return 128 + signal
      }
    }
  }

  private static func readEnvironment() -> [String: String] {
    let names = [
      "TERM", "NO_COLOR", "HOME", "EDITRC", "EDITOR", "PATH", "TMPDIR", "DEMO_HISTORY",
      "DEMO_KEYMAP",
    ]
    let values = names.compactMap { name in
      getenv(name).map { (name, String(cString: $0)) }
    }
    return Dictionary(uniqueKeysWithValues: values)
  }
}
