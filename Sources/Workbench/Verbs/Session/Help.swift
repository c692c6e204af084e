package import ArgumentParser
import Experiments

/// `help [VERB]`.
package struct Help: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "help", abstract: "List the verbs, or explain one.")
  package static let group = VerbGroup.session
  package static let aliases = ["h", "?"]
  package static let examples = ["help", "help step"]
  package static let completions = [ArgumentCompletion.verb]

  @Argument(help: "A verb.") package var verb: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    guard let word = verb.first else { return Self.overview }
    let verb = try VerbTable.verb(for: word)
    var reply = Reply()
    for line in verb.helpMessage().split(separator: "\n", omittingEmptySubsequences: false) {
      reply.add(StyledText(String(line)))
    }
    if !verb.aliases.isEmpty {
      reply.add("ALSO: \(verb.aliases.joined(separator: ", "))")
    }
    if !verb.examples.isEmpty {
      reply.add("EXAMPLES:")
      for example in verb.examples { reply.add("  \(example)") }
    }
    reply.records = [
      [
        "event": "help", "verb": .string(verb.name),
        "abstract": .string(verb.configuration.abstract),
      ]
    ]
    return reply
  }

  private static var overview: Reply {
    var reply = Reply()
    for group in VerbGroup.allCases {
      let verbs = Verbs.all.filter { $0.group == group }
      guard !verbs.isEmpty else { continue }
      reply.add(StyledText(group.rawValue, .strong))
      var table = Table(columns: [.init(""), .init("", isFlexible: true)])
      table.rows = verbs.map { verb in
        [StyledText("  \(verb.name)", .address), StyledText(verb.configuration.abstract)]
      }
      reply.add(table)
    }
    reply.add(
      StyledText("help VERB explains one; any unambiguous beginning of a verb will do", .dim))
    reply.records = Verbs.all.map {
      [
        "event": "verb", "verb": .string($0.name), "group": .string($0.group.rawValue),
        "abstract": .string($0.configuration.abstract),
      ]
    }
    return reply
  }
}

/// `apropos WORD`.
package struct Apropos: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "apropos", abstract: "Find verbs and settings by a word of their help.")
  package static let group = VerbGroup.session
  package static let examples = ["apropos spec"]

  @Argument(help: "The word.") package var word: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let wanted = word.lowercased()
    var table = Table(columns: [.init(""), .init("", isFlexible: true)])
    for verb in Verbs.all {
      let text = "\(verb.name) \(verb.configuration.abstract) \(verb.configuration.discussion)"
      guard text.lowercased().contains(wanted) else { continue }
      table.rows.append([
        StyledText(verb.name, .address), StyledText(verb.configuration.abstract),
      ])
    }
    for setting in SettingDeclarations.all
    where "\(setting.name) \(setting.help)".lowercased().contains(wanted) {
      table.rows.append([StyledText("set \(setting.name)", .address), StyledText(setting.help)])
    }
    guard !table.rows.isEmpty else { return Reply("nothing is about “\(word)”") }
    return Reply(blocks: [.table(table)])
  }
}

/// `alias [WORD [LINE]]`.
package struct Alias: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "alias", abstract: "Make a word stand for a line; without one, list them.")
  package static let group = VerbGroup.session
  package static let examples = ["alias try \"step; why\""]

  @Argument(help: "The word.") package var word: String?
  @Argument(parsing: .remaining, help: "The line it stands for.") package var line: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    guard let word else {
      let all = context.aliases.all
      guard !all.isEmpty else { return Reply("no aliases") }
      var reply = Reply()
      for (word, line) in all { reply.add("\(word, .address) = \(line)") }
      return reply
    }
    if let verb = Verbs.all.first(where: { $0.name == word }) {
      throw WorkbenchError("\(verb.name) is a verb: it cannot be another word's alias", word: word)
    }
    context.aliases[word] = line.isEmpty ? nil : line.joined(separator: " ")
    return Reply(
      line.isEmpty ? "alias \(word) dropped" : "\(word, .address) = \(line.joined(separator: " "))")
  }
}
