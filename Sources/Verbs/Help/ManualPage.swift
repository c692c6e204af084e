import Experiments

/// The manual page, in the macros of man(7).
struct ManualPage {
  private let program: CommandDescription
  private let version: String

  init(program: CommandDescription, version: String) {
    self.program = program
    self.version = version
  }

  var text: String {
    (head + options + verbs + topics + files + ["."]).dropLast().joined(separator: "\n") + "\n"
  }

  private var head: [String] {
    [
      ".TH KODERZ 1 \"\" \"koderz \(version)\" \"User Commands\"", ".SH NAME",
      "koderz \\- \(escaped("a debugger for model-written code"))", ".SH SYNOPSIS", ".B koderz",
      "[\\fIOPTION\\fR]... [\\fIVERB\\fR [\\fIARGUMENT\\fR]...]", ".SH DESCRIPTION",
      escaped(
        """
        Without a verb, a script or a line, koderz opens its shell: load problems, let one model \
        write a spec and another attempt it, and step the attempts one at a time. Every verb of the \
        shell is a subcommand as well.
        """),
    ]
  }

  private var options: [String] {
    [".SH OPTIONS"] + program.arguments.filter { $0.kind != .positional }.flatMap(entry)
  }

  private var verbs: [String] {
    [".SH VERBS"]
      + VerbGroup.allCases.flatMap { group in
        let own = VerbsOutside.all.filter { $0.verb.group == group }
        return own.isEmpty
          ? [] : [".SS \(group.rawValue.uppercased())"] + own.flatMap { entry($0.verb, $0.command) }
      }
  }

  private func entry(_ verb: any Verb.Type, _ command: CommandDescription) -> [String] {
    let synopses = command.synopses().map { "\\fB\(escaped($0))\\fR" }
    var lines = [".TP", synopses[0]] + synopses.dropFirst().flatMap { [".TQ", $0] }
    lines.append(escaped(command.abstract))
    if !command.discussion.isEmpty { lines += [".IP", escaped(command.discussion)] }
    let options = command.arguments + command.subcommands.flatMap(\.arguments)
    let described = options.filter { $0.kind != .positional && !$0.help.isEmpty }
    if !described.isEmpty { lines += [".RS"] + described.flatMap(entry) + [".RE"] }
    lines += [".IP", "Effects: " + escaped(VerbEffects.words(verb.effects)) + "."]
    lines += [".IP", ".EX"] + verb.examples.map { escaped($0) } + [".EE"]
    return lines
  }

  private func entry(_ argument: CommandDescription.Argument) -> [String] {
    let fallback = argument.defaultValue.map { $0.isEmpty ? "" : " [\($0)]" } ?? ""
    return [".TP", "\\fB\(escaped(argument.label))\\fR", escaped(argument.help + fallback)]
  }

  private var topics: [String] {
    HelpTopics.all.flatMap { topic in
      [".SH \(topic.name.uppercased())", escaped(topic.abstract) + ".", ".PP"]
        + TextLine.split(topic.text).map(\.text).flatMap(paragraph)
    }.reduce(into: []) { lines, line in
      // Lines that stand as they are follow each other in one block.
      if line == ".EX", lines.last == ".EE" { lines.removeLast() } else { lines.append(line) }
    }
  }

  private func paragraph(_ line: String) -> [String] {
    if line.isEmpty { return [".PP"] }
    return line.first == " " ? [".EX", escaped(line), ".EE"] : [escaped(line)]
  }

  private var files: [String] {
    [
      ".SH SEE ALSO", ".BR python3 (1),", ".BR editrc (5)",
    ]
  }

  /// The text with nothing that troff would act on.
  private func escaped(_ text: String) -> String {
    let marks: [Character: String] = [
      "\\": "\\e", "-": "\\-", "'": "\\(aq", "\"": "\\(dq", "`": "\\(ga", "~": "\\(ti",
      "^": "\\(ha", "…": "\\&...", "“": "\\(lq", "”": "\\(rq", "×": "\\(mu", "–": "\\(en",
    ]
    let plain = text.map { marks[$0] ?? ($0.isASCII ? String($0) : Self.glyph($0)) }.joined()
    return plain.hasPrefix(".") || plain.hasPrefix("\\(aq") ? "\\&\(plain)" : plain
  }

  /// A character by its number, at least four digits: `\[u2265]`.
  private static func glyph(_ character: Character) -> String {
    character.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
    }.joined()
  }
}
