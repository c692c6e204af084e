import ArgumentParser

/// What stands before the cursor, as completion and hints read it.
struct CommandWords: Sendable, Hashable {
  /// What the word at the cursor is part of.
  enum Place: Sendable, Hashable {
    /// A verb with its words.
    case verb
    /// The file after `>`.
    case file
    /// A program: after `!` or `|`.
    case program
    case comment
  }

  var place = Place.verb
  /// The words of the last command that are complete, quotes taken off.
  var words: [String] = []
  /// The word at the cursor; empty after a space.
  private(set) var last = LinePiece(kind: .word, source: "")

  /// The word at the cursor as it was typed, quotes included.
  var partial: String { last.source }
  /// The word at the cursor, quotes taken off.
  var word: String { last.text }

  /// Reads a line up to the cursor; a quote that is still open holds the word at the cursor.
  init(before text: String) {
    for piece in LinePieces(text) {
      if !partial.isEmpty { words.append(word) }
      last = piece.kind == .word ? piece : LinePiece(kind: .word, source: "")
      switch piece.kind {
      case .blank, .word: break
      case .comment: place = .comment
      case .separator: (words, place) = ([], .verb)
      case .sign: (words, place) = ([], piece.source == "|" ? .program : .file)
      case .bang: (words, place) = ([], .program)
      case .document:
        let word = piece.source.reversed().prefix { !$0.isWhitespace }.reversed()
        last = LinePiece(kind: .word, source: String(word), text: String(word))
      }
    }
  }
}

/// A verb as far as it was typed: which one it is, and what its next argument is.
struct VerbWords {
  var verb: any Verb.Type
  var description: CommandDescription
  /// The arguments in front of the cursor that are no options.
  var positional: [String] = []
  /// Options and flags that were given.
  var options: [String] = []
  /// The option whose value stands at the cursor.
  var pending: CommandDescription.Argument?
  /// What the arguments name: the subcommand's own words, else what is left of its verb's.
  var completions: [ArgumentCompletion]
  /// The words of the command that is an argument of this one; nil when there is none yet.
  var nested: [String]?

  /// Reads the words of a command; nil when the first is no verb.
  init?(_ words: [String]) {
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
  var kind: ArgumentCompletion? {
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
enum CommandDescriptions {
  private static let all = Dictionary(
    uniqueKeysWithValues: Verbs.all.map { ($0.name, CommandDescription($0)) })

  static func of(_ verb: any Verb.Type) -> CommandDescription {
    all[verb.name] ?? CommandDescription(verb)
  }
}
