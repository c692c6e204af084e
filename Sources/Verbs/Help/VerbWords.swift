import ArgumentParser

/// A verb as far as it was typed: which one it is, and what its next argument is.
package struct VerbWords {
  package var verb: any Verb.Type
  package var description: CommandDescription
  /// The arguments in front of the cursor that are no options.
  package var positional: [String] = []
  /// Options and flags that were given.
  package var options: [String] = []
  /// The option whose value stands at the cursor.
  package var pending: CommandDescription.Argument?
  /// What the arguments name: the subcommand's own words, else what is left of its verb's.
  package var completions: [ArgumentCompletion]
  /// The words of the command that is an argument of this one; nil when there is none yet.
  package var nested: [String]?

  /// Reads the words of a command; nil when the first is no verb.
  package init?(_ words: [String]) {
    guard let first = words.first, let verb = try? VerbTable.verb(for: first) else { return nil }
    self.verb = verb
    description = CommandDescriptions.of(verb)
    completions = verb.completions
    var rest = words.dropFirst()
    if let name = rest.first, let sub = description.subcommands.first(where: { $0.name == name }) {
      rest = rest.dropFirst()
      description = sub
      completions = Self.own(completions: name, of: verb) ?? Array(completions.dropFirst())
    } else if let name = description.defaultSubcommand, !rest.isEmpty,
      let sub = description.subcommands.first(where: { $0.name == name })
    {
      description = sub
      completions = Self.own(completions: name, of: verb) ?? Array(completions.dropFirst())
    }
    read(rest)
  }

  /// What a subcommand declares itself; nil when it leaves that to its verb.
  private static func own(
    completions name: String, of verb: any Verb.Type
  ) -> [ArgumentCompletion]? {
    let type = verb.configuration.subcommands.first { $0.configuration.commandName == name }
    guard let own = (type as? any Verb.Type)?.completions, !own.isEmpty else { return nil }
    return own
  }

  private mutating func read(_ words: ArraySlice<String>) {
    for (place, word) in zip(words.indices, words) {
      if completions.indices.contains(positional.count), completions[positional.count] == .command {
        nested = Array(words[place...])
        return
      }
      if pending != nil {
        pending = nil
      } else if word.hasPrefix("-"), word.count > 1 {
        options.append(word)
        pending = description.arguments.first { $0.kind == .option && $0.names.contains(word) }
      } else {
        positional.append(word)
      }
    }
  }

  /// What the argument at the cursor names; nil when nothing is known of it.
  package var kind: ArgumentCompletion? {
    if let pending { return Self.kind(of: pending) }
    let place = positional.count
    if place < completions.count { return completions[place] }
    let isRepeating = description.arguments.last { $0.kind == .positional }?.isRepeating ?? false
    return isRepeating ? completions.last : nil
  }

  /// An option's value by the option's name, which is the same in every verb.
  private static func kind(of option: CommandDescription.Argument) -> ArgumentCompletion? {
    switch option.names.last ?? "" {
    case "--file", "--from", "--to", "--out", "--output", "--problems", "--python", "--prices",
      "--export":
      .path
    case "--model", "--by": .model
    case "--spec": .spec
    case "--node", "--at": .node
    case "--branch": .branch
    default: nil
    }
  }
}

/// The declarations of the verbs, each read once.
package enum CommandDescriptions {
  private static let all = Dictionary(
    uniqueKeysWithValues: VerbRegistry.all.map { ($0.name, CommandDescription($0)) })

  /// The declaration of a verb.
  package static func of(_ verb: any Verb.Type) -> CommandDescription {
    all[verb.name] ?? CommandDescription(verb)
  }
}
