package import ArgumentParser
import Experiments

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
