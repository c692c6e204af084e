package import ArgumentParser
import Experiments

/// `set NAME VALUE`.
package struct SetVerb: Verb {
  package static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Give a setting a value, for this session.",
    discussion: "In the user's init.kz it holds for every session, in a project's .koderz.kz there."
  )
  package static let group = VerbGroup.session
  package static let examples = ["set temperature 0.7", "set coder sim:0.3", "set feedback class"]
  package static let completions = [ArgumentCompletion.setting, .settingValue]

  @Argument(help: "The setting.") package var setting: String
  @Argument(parsing: .remaining, help: "Its value.") package var value: [String] = []

  package init() {}

  package func run(in context: VerbContext) async throws -> Reply {
    guard !value.isEmpty else { return try await Show(setting).run(in: context) }
    try await SettingChange.apply(setting, value.joined(separator: " "), context)
    return Reply(
      "\(setting) = \(value.joined(separator: " "), .strong)",
      record: [
        "event": "setting", "name": .string(setting),
        "value": .string(value.joined(separator: " ")),
      ])
  }
}
