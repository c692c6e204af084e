import ArgumentParser
import Experiments
import Glibc
import LineEditor
import ModelProviders
import TaskThreads
import Verbs

/// The compiler looks for this name; it has to stand in the file that has `main`, which an
/// incremental build would not compile anew otherwise.
typealias DefaultExecutorFactory = ThreadPoolExecutors

/// The version this executable reports.
let koderzVersion = "0.1.0"

/// Reads the command line and hands over to the shell.
@main
struct Koderz: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "koderz",
    abstract: "A debugger for model-written code.",
    discussion: """
      Without arguments it opens the shell. Any verb of the shell is a subcommand as well: koderz \
      judge samples.jsonl --problems data/starter.jsonl. koderz help lists the verbs.
      """,
    version: koderzVersion)

  private static let colors = ["auto", "always", "never"]

  @Option(
    name: [.customShort("x"), .customLong("script")],
    help: "Run this script in a new session; repeatable.")
  var scripts: [String] = []

  @Option(
    name: [.customShort("e"), .customLong("execute")],
    help: "Run this line in a new session; repeatable.")
  var lines: [String] = []

  @Flag(help: "Print one JSON object per line.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print errors only.")
  var quiet = false

  @Flag(help: "Go on after a verb of a script that failed.")
  var keepGoing = false

  @Option(help: "The session to work in.")
  var session: String?

  @Option(help: "The folder that holds sessions/ and data/.")
  var workspace: String?

  @Flag(help: "Use a temporary workspace that is removed at the end.")
  var ephemeral = false

  @Option(help: "auto, always or never.", completion: .list(Self.colors))
  var color = "auto"

  @Flag(help: "Do not read the user's init.kz.")
  var noInit = false

  @Option(
    help: "Make the simulator fail as servers do: 429:0.1 (429, 500, 503, drop, slow, garbage).")
  var simFault: [String] = []

  @Option(help: "Tokens per second that the simulator streams; as fast as it can when left out.")
  var simSpeed: Double?

  @Flag(help: "Run candidates even where the sandbox cannot bound what they do.")
  var weakSandbox = false

  @Option(
    help: "Print a generated file: man, bash, zsh, fish, env, json or schema.",
    completion: .list(GeneratedFiles.all.map(\.name)))
  var generate: String?

  @Argument(parsing: .captureForPassthrough, help: "A verb with its arguments.")
  var verb: [String] = []

  /// `--version` and `--help` come first; behind a verb they are the verb's.
  static func main() async {
    switch CommandLine.arguments.dropFirst().first {
    case "--version": print(koderzVersion)
    case "--help", "-h": print(helpMessage())
    default: await runToExit()
    }
  }

  /// Wrong usage ends with 2; ArgumentParser's own status for it is another.
  private static func runToExit() async {
    do {
      try await parse(nil).run()
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      let message = Array((fullMessage(for: error) + "\n").utf8)
      _ = write(STDERR_FILENO, message, message.count)
      exit(withError: ExitCode(ExitStatus.usage))
    }
  }

  func validate() throws {
    guard Self.colors.contains(color) else {
      throw ValidationError("--color takes auto, always or never, not \(color)")
    }
    if let generate, !GeneratedFiles.all.contains(where: { $0.name == generate }) {
      let names = GeneratedFiles.all.map(\.name).joined(separator: ", ")
      throw ValidationError("--generate takes one of \(names), not \(generate)")
    }
    if let simSpeed, simSpeed <= 0 {
      throw ValidationError("--sim-speed takes tokens per second above 0, not \(simSpeed)")
    }
  }

  func run() async throws {
    if verb.first == "--version" { return print(koderzVersion) }
    if let option = verb.first, option.hasPrefix("-") {
      throw ValidationError("unknown option \(option): koderz --help lists them")
    }
    if let file = GeneratedFiles.all.first(where: { $0.name == generate }) {
      let source = GenerationSource(
        program: CommandDescription(Koderz.self), version: koderzVersion,
        variables: Composition.kinds.variables)
      return print(try file.text(source), terminator: "")
    }
    useUTF8Locale()
    let status = await Launch(options: self).run()
    throw ExitCode(status)
  }

  /// Scripts and lines in the order they were given.
  var inputs: [ScriptInput] {
    var scripts = scripts[...]
    var lines = lines[...]
    var inputs: [ScriptInput] = []
    for argument in CommandLine.arguments.dropFirst() {
      if argument.hasPrefix("-x") || argument.hasPrefix("--script") {
        if let path = scripts.popFirst() { inputs.append(.file(path)) }
      } else if argument.hasPrefix("-e") || argument.hasPrefix("--execute") {
        if let line = lines.popFirst() { inputs.append(.line(line)) }
      }
    }
    return inputs + scripts.map(ScriptInput.file) + lines.map(ScriptInput.line)
  }
}

/// Something to run before, or instead of, a conversation.
enum ScriptInput: Sendable {
  case file(String)
  case line(String)
}
