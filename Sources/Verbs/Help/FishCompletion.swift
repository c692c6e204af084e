/// Completion for fish, with what each option and verb does.
enum FishCompletion {
  static func text(_ program: CommandDescription) -> String {
    var lines = ["# fish completion for koderz; made by: koderz --generate fish"]
    for argument in program.arguments where argument.kind != .positional {
      lines.append(line(argument, when: "__fish_use_subcommand"))
    }
    for (verb, command) in VerbsOutside.all {
      lines.append(
        "complete -c koderz -n __fish_use_subcommand -a \(verb.name) -d \(quoted(command.abstract))"
      )
      let seen = "__fish_seen_subcommand_from \(verb.name)"
      for part in command.subcommands {
        lines.append(
          "complete -c koderz -n '\(seen)' -a \(part.name) -d \(quoted(part.abstract))")
      }
      let options = (command.arguments + command.subcommands.flatMap(\.arguments)).filter {
        $0.kind != .positional
      }
      for option in options where !lines.contains(line(option, when: seen)) {
        lines.append(line(option, when: seen))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(
    _ argument: CommandDescription.Argument, when condition: String
  ) -> String {
    let names = argument.names.map { name in
      name.hasPrefix("--") ? "-l \(name.dropFirst(2))" : "-s \(name.dropFirst())"
    }
    let values = argument.values.joined(separator: " ")
    let value =
      argument.kind != .option ? "" : values.isEmpty ? " -r" : " -x -a \(quoted(values))"
    return
      "complete -c koderz -n '\(condition)' \(names.joined(separator: " "))\(value) -d \(quoted(argument.help))"
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
