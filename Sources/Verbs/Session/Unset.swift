package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `unset NAME`.
package struct Unset: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "unset", abstract: "Take a session's setting back to what it is without it.",
    discussion: "--save takes it out of your init.kz, where set --save put it.")
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = [SettingRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession, .readsFiles, .writesFiles]
  package static let seeAlso = ["set", "show", "settings"]
  package static let examples = [
    "unset temperature", "unset feedback", "set --save temperature 0.7; unset --save temperature",
  ]
  package static let completions = [ArgumentCompletion.setting]

  @Flag(help: "Take it out of your init.kz, for every session.") package var save = false
  @Argument(help: "The setting.") package var setting: String

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    _ = try SettingChange.declaration(setting)
    if save {
      try await SettingChange.forget(setting, context)
    } else {
      try await context.session.change(setting: setting, to: nil)
    }
    let value = await context.session.currentSettings.value(setting)
    return Reply(
      "\(setting) = \(value.text, .strong) (\(value.origin.rawValue))",
      record: SettingRecord(name: setting, value: value.text, origin: value.origin))
  }
}
