/// Completion for bash: options and verbs, then the options and words of the verb.
enum BashCompletion {
  static func text(_ program: CommandDescription) -> String {
    let options = program.arguments.flatMap(\.names)
    let taking = program.arguments.filter { $0.kind == .option }.flatMap(\.names)
    let verbs = VerbsOutside.all
    let cases = verbs.map { verb, command in
      let words =
        command.subcommands.map(\.name)
        + (command.arguments + command.subcommands.flatMap(\.arguments)).flatMap(\.names)
      let names = ([verb.name] + verb.aliases.filter { $0 != "?" }).joined(separator: "|")
      return "    \(names)) words='\(unique(words).joined(separator: " "))' ;;"
    }
    return """
      # bash completion for koderz; made by: koderz --generate bash
      _koderz() {
        local cur=${COMP_WORDS[COMP_CWORD]} verb= words= i
        for ((i = 1; i < COMP_CWORD; i++)); do
          case ${COMP_WORDS[i]} in
          \(taking.joined(separator: "|"))) ((i++)) ;;
          -*) ;;
          *)
            verb=${COMP_WORDS[i]}
            break
            ;;
          esac
        done
        case $verb in
          '') words='\((options + verbs.map { $0.verb.name }).joined(separator: " "))' ;;
      \(cases.joined(separator: "\n"))
        esac
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
        if [[ -z ${COMPREPLY[0]} ]]; then
          compopt -o filenames 2>/dev/null
          mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        fi
      }
      complete -F _koderz koderz

      """
  }

  private static func unique(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }
}
