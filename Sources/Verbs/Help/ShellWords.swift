import Runs

/// What a system's shell can offer for an argument of a verb without asking koderz.
enum ShellWords: Hashable {
  case files
  case words([String])

  /// Nil for what only a running koderz knows: problems, attempts, sessions.
  init?(_ kind: ArgumentCompletion) {
    switch kind {
    case .path: self = .files
    case .setting: self = .words(SettingDeclarations.all.map(\.name))
    case .helpWord:
      let topics = HelpTopics.all.map(\.name) + VerbGroup.allCases.map(\.rawValue)
      self = .words(Self.unique(Self.verbs + topics + SettingDeclarations.all.map(\.name)))
    case .verb, .command: self = .words(Self.verbs)
    case .prompt: self = .words(BuiltInPrompts.all.keys.sorted())
    case .listed: self = .words(["prompt", "tests", "canonical"])
    case .words(let words) where !words.isEmpty: self = .words(words)
    default: return nil
    }
  }

  /// The verbs as the command line offers them.
  static let verbs = VerbsOutside.all.map { $0.verb.name }

  /// The words without those that came before.
  static func unique(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }
}

/// A place among the arguments of a verb, and what can stand there.
struct ShellPlace {
  /// From 1.
  var number: Int
  /// The word at the first place, where that decides.
  var first: String?
  var offered: ShellWords

  /// The places of a verb of which something is known.
  static func all(of verb: any Verb.Type, _ command: CommandDescription) -> [ShellPlace] {
    guard !command.subcommands.isEmpty else {
      return places(of: command, verb.completions, from: 1) + settingValues(of: verb)
    }
    let names = ShellPlace(number: 1, offered: .words(command.subcommands.map(\.name)))
    return [names]
      + command.subcommands.flatMap { part in
        let kinds = VerbWords([verb.name, part.name])?.completions ?? []
        return places(of: part, kinds, from: 2).map { place in
          var place = place
          place.first = part.name
          return place
        }
      }
  }

  private static func places(
    of command: CommandDescription, _ kinds: [ArgumentCompletion], from start: Int
  ) -> [ShellPlace] {
    let arguments = command.arguments.filter { $0.kind == .positional }
    return zip(arguments, kinds).enumerated().compactMap { offset, pair in
      ShellWords(pair.1).map { ShellPlace(number: offset + start, offered: $0) }
    }
  }

  /// The values of the settings that have few, behind a verb that takes a setting and its value.
  private static func settingValues(of verb: any Verb.Type) -> [ShellPlace] {
    guard verb.completions == [.setting, .settingValue] else { return [] }
    return SettingDeclarations.all.compactMap { setting in
      guard case .choice(let values) = setting.kind else { return nil }
      return ShellPlace(number: 2, first: setting.name, offered: .words(values))
    }
  }
}
