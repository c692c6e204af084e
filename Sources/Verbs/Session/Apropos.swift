package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `apropos WORD`.
package struct Apropos: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "apropos",
    abstract: "Find verbs, options, settings and topics by words of their help.",
    discussion: "With several words, all must be in the text. Case does not matter.")
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = [AproposRecord.self]
  package static let effects: Set<VerbEffect> = []
  package static let seeAlso = ["help", "show"]
  package static let examples = ["apropos spec", "apropos review interval"]

  @Argument(help: "The words.") package var word: [String]

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let found = Self.entries.filter { entry in
      word.allSatisfy { entry.text.lowercased().contains($0.lowercased()) }
    }
    guard !found.isEmpty else {
      return Reply("nothing is about “\(word.joined(separator: " "))”")
    }
    var reply = Reply()
    reply.add(
      Paragraphs(width: context.width).definitions(
        found.map { (StyledText($0.name, .address), $0.abstract) }))
    reply.records = found.map { AproposRecord(name: $0.name, abstract: $0.abstract) }
    return reply
  }

  private struct Entry {
    /// What can be typed to read or use it.
    var name: String
    var abstract: String
    /// All that is searched.
    var text: String
  }

  private static var entries: [Entry] {
    VerbRegistry.all.flatMap { entries(of: CommandDescriptions.of($0), named: $0.name, $0.aliases) }
      + SettingDeclarations.all.map {
        Entry(
          name: "set \($0.name)", abstract: $0.help, text: "\($0.name) \($0.variable) \($0.help)")
      }
      + HelpTopics.all.map {
        Entry(
          name: "help \($0.name)", abstract: $0.abstract,
          text: "\($0.name) \($0.abstract) \($0.text)")
      }
  }

  private static func entries(
    of command: CommandDescription, named name: String, _ aliases: [String]
  ) -> [Entry] {
    let words = ([name] + aliases + [command.abstract, command.discussion]).joined(separator: " ")
    let options = command.arguments.filter { $0.kind != .positional }.map { option in
      Entry(
        name: "\(name) \(option.label)", abstract: option.help,
        text: "\(option.label) \(option.help)")
    }
    let parts = command.subcommands.flatMap { entries(of: $0, named: "\(name) \($0.name)", []) }
    return [Entry(name: name, abstract: command.abstract, text: words)] + options + parts
  }
}
