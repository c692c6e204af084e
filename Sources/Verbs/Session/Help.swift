package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `help [VERB|TOPIC]`.
package struct Help: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "help", abstract: "List the verbs, or explain a verb, topic, setting or group.",
    discussion: "VERB --help says the same as help VERB.")
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = [
    HelpRecord.self, VerbRecord.self, TopicRecord.self,
  ]
  package static let effects: Set<VerbEffect> = []
  package static let aliases = ["h", "?"]
  package static let seeAlso = ["apropos", "start"]
  package static let examples = [
    "help", "help step", "help spec show", "help addressing", "help temperature", "help steering",
  ]
  package static let completions = [ArgumentCompletion.helpWord]

  @Argument(help: "A verb, topic, setting or group.") package var word: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    guard let first = word.first else { return HelpPage.overview(width: context.width) }
    for find in [Self.exact, Self.beginning] {
      if let page = find(first) { return await page(Array(word.dropFirst()), context) }
    }
    throw Self.unknown(first)
  }

  /// What a verb does; with the name of a verb inside it, what that does.
  package static func explanation(
    of verb: any Verb.Type, _ words: [String], _ context: VerbContext
  ) -> Reply {
    let parts = CommandDescriptions.of(verb).subcommands
    if let part = parts.first(where: { $0.name == words.first }) {
      return HelpPage.of(part, in: verb, width: context.width)
    }
    return HelpPage.of(verb, width: context.width)
  }

  /// How a verb is typed, in one line.
  package static func usage(of verb: any Verb.Type, _ words: [String]) -> String {
    let command = CommandDescriptions.of(verb)
    if let part = command.subcommands.first(where: { $0.name == words.first }) {
      return part.synopses(prefix: command.name + " ")[0]
    }
    let lines = command.synopses()
    return lines.count == 1 ? lines[0] : "help \(command.name)"
  }

  private typealias Page = (_ words: [String], VerbContext) async -> Reply

  private static func exact(_ word: String) -> Page? {
    if let verb = VerbRegistry.all.first(where: { $0.name == word || $0.aliases.contains(word) }) {
      return { explanation(of: verb, $0, $1) }
    }
    if let topic = HelpTopics.all.first(where: { $0.name == word }) {
      return { HelpPage.of(topic, width: $1.width) }
    }
    if let setting = SettingDeclarations.named(word) {
      return { _, context in
        let value = await context.session.currentSettings.value(word)
        return HelpPage.of(setting, value, width: context.width)
      }
    }
    guard let group = VerbGroup(rawValue: word) else { return nil }
    return { HelpPage.of([group], width: $1.width) }
  }

  private static func beginning(_ word: String) -> Page? {
    if let verb = try? VerbTable.verb(for: word) { return { explanation(of: verb, $0, $1) } }
    let topics = HelpTopics.all.filter { $0.name.hasPrefix(word) }
    guard topics.count == 1, let topic = topics.first else { return nil }
    return { HelpPage.of(topic, width: $1.width) }
  }

  private static func unknown(_ word: String) -> WorkbenchError {
    let words =
      VerbRegistry.all.flatMap { [$0.name] + $0.aliases.filter { $0.count > 2 } }
      + HelpTopics.all.map(\.name) + SettingDeclarations.all.map(\.name)
      + VerbGroup.allCases.map(\.rawValue)
    let beginnings = words.filter { $0.hasPrefix(word) }
    let near = beginnings.isEmpty ? NearestWords.nearest(to: word, in: words) : beginnings
    let hint = near.isEmpty ? "" : "nearest: \(Set(near).sorted().joined(separator: ", ")); "
    return WorkbenchError(
      "there is no help on “\(word)”", hint: hint + "apropos \(word) searches all of it",
      word: word,
      kind: .usage)
  }
}
