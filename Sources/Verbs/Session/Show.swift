package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `show [NAME]`.
package struct Show: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show settings and, with --origin, where each comes from.",
    discussion: """
      --origin without a name also lists the variables that lead to servers and services, and whether \
      each is from the environment or from a .env file. Of a key nothing is shown but that it is set.
      """)
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = [SettingRecord.self, VariableRecord.self]
  package static let effects: Set<VerbEffect> = []
  package static let seeAlso = ["set", "unset", "settings"]
  package static let examples = ["show", "show coder", "show --origin"]
  package static let completions = [ArgumentCompletion.setting]

  @Argument(help: "The setting; all when left out.") package var setting: String?
  @Flag(help: "Tell where each value comes from.") package var origin = false

  package init() {}

  init(_ setting: String?) {
    self.setting = setting
    origin = setting != nil
  }

  package func run(in context: VerbContext) async throws -> Reply {
    let settings = await context.session.currentSettings
    let shown = try setting.map { [try SettingChange.declaration($0)] } ?? SettingDeclarations.all
    var table = Table(columns: [
      .init("setting"), .init("value", isFlexible: true), .init("from"),
      .init("meaning", isFlexible: true),
    ])
    if !origin { table.columns.remove(at: 2) }
    var records: [any ReplyRecord] = []
    for declaration in shown {
      let value = settings.value(declaration.name)
      var row = [
        StyledText(declaration.name), StyledText(value.text.isEmpty ? "–" : value.text, .strong),
        StyledText(value.origin.rawValue, .dim), StyledText(declaration.help, .dim),
      ]
      if !origin { row.remove(at: 2) }
      table.rows.append(row)
      records.append(
        SettingRecord(
          name: declaration.name, value: value.text, origin: value.origin, help: declaration.help))
    }
    var reply = Reply(blocks: [.table(table)], records: records)
    if origin, setting == nil { reply.add(ServiceVariables.reply(context.session.services)) }
    return reply
  }
}
