/// Completion for bash: an option's value, else options behind a `-`, else what the place wants.
enum BashCompletion {
  static func text(_ program: CommandDescription) -> String {
    """
    # bash completion for koderz; made by: koderz --generate bash
    _koderz_verb() {
      case $1 in
    \(VerbsOutside.all.map { "  \(verbLine($0.verb, $0.command))" }.joined(separator: "\n"))
      *) options= taking= ;;
      esac
    }
    _koderz_place() {
      case "$1" in
    \(VerbsOutside.all.flatMap(placeLines).map { "  \($0)" }.joined(separator: "\n"))
      esac
    }
    _koderz() {
      local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
      local prefix= verb= first= words= files= place=1 i
      local options='\(names(program.arguments))' taking=' \(names(taking(program))) '
      # Bash takes --color=al for three words unless COMP_WORDBREAKS was changed.
      if [[ $cur == = ]]; then
        cur=
      elif [[ $prev == = ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
      elif [[ $cur == --*=* ]]; then
        prev=${cur%%=*} prefix=${cur%%=*}= cur=${cur#*=}
      fi
      for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        =) ((i++)) ;;
        -*) [[ $taking == *" ${COMP_WORDS[i]} "* && ${COMP_WORDS[i + 1]} != = ]] && ((i++)) ;;
        *)
          if [[ -z $verb ]]; then
            verb=${COMP_WORDS[i]}
            _koderz_verb "$verb"
          else
            first=${first:-${COMP_WORDS[i]}}
            ((place++))
          fi
          ;;
        esac
      done
      if [[ $prev == -* && $taking == *" $prev "* ]]; then
        case $prev in
    \(valueLines(program).map { "    \($0)" }.joined(separator: "\n"))
        *) files=1 ;;
        esac
      elif [[ $cur == -* ]]; then
        words=$options
      elif [[ -z $verb ]]; then
        words='\(ShellWords.verbs.joined(separator: " "))'
      else
        _koderz_place "$verb $place $first"
      fi
      if [[ -n $files ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -P "$prefix" -- "$cur")
      else
        mapfile -t COMPREPLY < <(compgen -W "$words" -P "$prefix" -- "$cur")
      fi
    }
    complete -F _koderz koderz

    """
  }

  /// The options of a verb, and those of them that take a value.
  private static func verbLine(_ verb: any Verb.Type, _ command: CommandDescription) -> String {
    let all = command.arguments + command.subcommands.flatMap(\.arguments)
    let words = ([verb.name] + verb.aliases.filter { $0 != "?" }).joined(separator: "|")
    return
      "\(words)) verb=\(verb.name) options='\(names(all))' taking=' \(names(all.filter { $0.kind == .option })) ' ;;"
  }

  /// What can stand at the places of a verb: `set 2 theme) words='auto dark light' ;;`.
  private static func placeLines(
    _ verb: any Verb.Type, _ command: CommandDescription
  ) -> [String] {
    ShellPlace.all(of: verb, command).map { place in
      let start = "\(verb.name) \(place.number) "
      let pattern = place.first.map { "'\(start)\($0)'" } ?? "'\(start)'*"
      switch place.offered {
      case .files: return "\(pattern)) files=1 ;;"
      case .words(let words): return "\(pattern)) words='\(words.joined(separator: " "))' ;;"
      }
    }
  }

  private static func valueLines(_ program: CommandDescription) -> [String] {
    taking(program).filter { !$0.values.isEmpty }.map {
      "\($0.names.joined(separator: "|"))) words='\($0.values.joined(separator: " "))' ;;"
    }
  }

  private static func taking(_ command: CommandDescription) -> [CommandDescription.Argument] {
    command.arguments.filter { $0.kind == .option }
  }

  private static func names(_ arguments: [CommandDescription.Argument]) -> String {
    ShellWords.unique(arguments.flatMap(\.names)).joined(separator: " ")
  }
}
