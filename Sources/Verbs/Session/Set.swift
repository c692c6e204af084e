package import ArgumentParser
import Experiments
package import Presentation
import Runs

/// `set [NAME [VALUE]]`.
package struct SetVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Give a setting a value, for this session; --save keeps it.",
    discussion: """
      Without a value it shows the setting, without a name all of them. The value holds in this session \
      and is part of it: undo takes it back. --save writes it to your init.kz instead, for every session \
      from now on.
      """)
  package static let group = VerbGroup.session
  package static let records: [any ReplyRecord.Type] = [SettingRecord.self]
  package static let effects: Set<VerbEffect> = [.changesSession, .readsFiles, .writesFiles]
  package static let seeAlso = ["show", "unset", "models", "settings"]
  package static let examples = [
    "set temperature 0.7", "set coder sim:0.3", "set feedback class",
    "set --save max-iterations 20",
  ]
  package static let completions = [ArgumentCompletion.setting, .settingValue]

  @Flag(help: "Keep it in your init.kz, for every session.") package var save = false
  @Argument(help: "The setting.") package var setting: String?
  @Argument(parsing: .remaining, help: "Its value.") package var value: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    let text = value.joined(separator: " ")
    guard let setting, !value.isEmpty else {
      guard !save else {
        throw WorkbenchError("--save needs a value", hint: "set --save coder sim:0.3", kind: .usage)
      }
      return try await Show(setting).run(in: context)
    }
    if save { return try await keep(setting, text, context) }
    try await SettingChange.apply(setting, text, context)
    return Reply(
      "\(setting) = \(text, .strong)",
      record: SettingRecord(name: setting, value: text, origin: context.settingOrigin))
  }

  private func keep(
    _ setting: String, _ text: String, _ context: VerbContext
  ) async throws -> Reply {
    let path = try await SettingChange.save(setting, text, context)
    var reply = Reply(
      "\(setting) = \(text, .strong) · kept in \(path)",
      record: SettingRecord(name: setting, value: text, origin: .userFile, file: path))
    let value = await context.session.currentSettings.value(setting)
    if value.origin != .userFile, value.text != text {
      reply.add(
        StyledText("  here it stays \(value.text), from the \(value.origin.rawValue)", .warning))
    }
    return reply
  }
}
