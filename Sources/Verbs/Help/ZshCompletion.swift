/// Completion for zsh, with what each option and verb does.
enum ZshCompletion {
  static func text(_ program: CommandDescription) -> String {
    let options = program.arguments.filter { $0.kind != .positional }.flatMap(specs)
    let verbs = VerbsOutside.all.map { "    '\(entry($0.verb.name, $0.command.abstract))'" }
    let cases = VerbsOutside.all.map { verb, command in
      let all = command.arguments + command.subcommands.flatMap(\.arguments)
      let options = ShellWords.unique(all.filter { $0.kind != .positional }.flatMap(specs))
      let words = command.subcommands.map { "\($0.name)\\:\"\(quoted($0.abstract))\"" }
      let first = words.isEmpty ? [] : ["'1:word:((\(words.joined(separator: " "))))'"]
      let specs = (options + first + ["'*:file:_files'"]).joined(separator: " ")
      return "    \(verb.name)) _arguments \(specs) ;;"
    }
    return """
      #compdef koderz
      # zsh completion for koderz; made by: koderz --generate zsh
      _koderz() {
        local -a verbs
        local state line curcontext=$curcontext
        verbs=(
      \(verbs.joined(separator: "\n"))
        )
        _arguments -C \\
          \(options.joined(separator: " \\\n    ")) \\
          '1:verb:->verb' '*::argument:->rest'
        case $state in
        verb) _describe verb verbs ;;
        rest)
          case ${line[1]} in
      \(cases.joined(separator: "\n"))
          *) _files ;;
          esac
          ;;
        esac
      }
      _koderz "$@"

      """
  }

  private static func specs(_ argument: CommandDescription.Argument) -> [String] {
    let help = quoted(argument.help).replacing("[", with: "\\[").replacing("]", with: "\\]")
    let values = argument.values.joined(separator: " ")
    let action = values.isEmpty ? "_files" : "(\(values))"
    let value = argument.kind == .option ? ":\(argument.valueName.lowercased()):\(action)" : ""
    return argument.names.map { name in
      // With = the value may follow in the same word or in the next.
      let equals = argument.kind == .option && name.hasPrefix("--") ? "=" : ""
      return "'\(name)\(equals)[\(help)]\(value)'"
    }
  }

  private static func entry(_ name: String, _ help: String) -> String {
    "\(quoted(name)):\(quoted(help))"
  }

  /// Inside single quotes, with no colon that zsh would read as a separator.
  private static func quoted(_ text: String) -> String {
    text.replacing("'", with: "’").replacing(":", with: "\\:").replacing("\"", with: "")
  }
}
